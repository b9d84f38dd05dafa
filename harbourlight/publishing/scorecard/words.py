"""How to read a published scorecard, in plain words; the same in every output."""

from harbourlight.assurance.dataset.actions.releases import MARK


def how_to_read(release):
    """Return the sentences a reader needs."""
    publication = release.publication
    return [
        f"Figures of {publication.area} for thirteen months to {release.month.first:%B %Y}.",
        f"“{MARK}” stands where a figure is left out: a number under {publication.small_number}, or one from "
        f"which such a number could be worked back. {release.left_out} figures are left out.",
        "Changes are in per cent of the earlier figure; an arrow up or down is a change of 10% or more.",
        "Averages and maxima are of the latest twelve months, and are left out where one of them is.",
        "Rates are per 10,000 children under 18. “n/a” stands where the earlier figure is nought.",
        "The figures stand as on the day they were frozen. Later changes are listed as revisions with their reason.",
    ]
