"""When contacts arrive and when people are at work."""

from datetime import datetime, time, timedelta
from functools import cache

from harbourlight.demo import rates
from harbourlight.foundations.access.middleware import LONDON
from harbourlight.foundations.pathways.actions import due_moment
from harbourlight.statute.calendar import is_working_day, working_days_between

OPENS, CLOSES = time(8, 30), time(17, 30)
A_DAY = timedelta(days=1)


@cache
def next_working_day(day, number=1):
    """Give the number-th working day after a date, as ``add_working_days`` does, asking of each day only once."""
    while number:
        day += A_DAY
        number -= works(day)
    return day


@cache
def works(day):
    """Say whether a date is a working day."""
    return is_working_day(day)


@cache
def days_between(first, last):
    """Count the working days after one date up to another."""
    return working_days_between(first, last)


def end_of_working_day(moment, number):
    """Give the last moment of the day that lies so many working days after a moment."""
    return due_moment(next_working_day(moment.astimezone(LONDON).date(), number))


def at(day, clock_time):
    """Give the moment of a London wall clock."""
    return datetime.combine(day, clock_time, LONDON)


def opening(moment):
    """Give the moment itself in office hours, and otherwise when the office next opens."""
    here = moment.astimezone(LONDON)
    if works(here.date()):
        if here.time() < OPENS:
            return at(here.date(), OPENS)
        if here.time() < CLOSES:
            return here
    return at(next_working_day(here.date()), OPENS)


def after(moment, minutes):
    """Give the moment so many office minutes after another."""
    here = opening(moment)
    while True:
        left = (at(here.date(), CLOSES) - here).total_seconds() / 60
        if minutes <= left:
            return here + timedelta(minutes=minutes)
        minutes -= left
        here = at(next_working_day(here.date()), OPENS)


def arrivals(world, months_rate, latest):
    """Give about ``months_rate`` days of arrival a month, busier by season and weekday, until the latest date."""
    days = [world.began_on + timedelta(days=n) for n in range((latest - world.began_on).days + 1)]
    weights = [
        rates.SEASON[day.month - 1] * rates.WEEKDAY[day.weekday()] * (1 if works(day) or day.weekday() > 4 else 0.6)
        for day in days
    ]
    number = round(months_rate * len(days) / 30.4375)
    return sorted(world.dice.choices(days, weights, k=number))


def time_of_day(world, day, is_police):
    """Pick a moment of a day: the police by their shifts, others mostly in office hours."""
    weights = rates.POLICE_HOUR if is_police else rates.OFFICE_HOUR
    hour = world.dice.choices(range(24), weights)[0]
    return at(day, time(hour, world.dice.randrange(60), world.dice.randrange(60)))
