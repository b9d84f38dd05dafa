"""Django configuration of the dataset."""

from harbourlight.foundations.rooms.room import Line, Room


class DatasetConfig(Room):
    """The monthly dataset."""

    title = "Dataset"
    area_of_work = "figures"
    menu = (Line("Dataset", "sheet", "dataset.read", 100),)
    measures = ("indicators.MEASURES",)
    request_places = {"round": "views.collection.place_of"}

    def ready(self):
        """Add the indicators that are made of the rooms' measures."""
        from harbourlight.foundations.measures import registry

        from .indicators import INDICATORS

        super().ready()
        registry.declare(INDICATORS)
