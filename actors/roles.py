"""Roles and whom they belong to, as news texts write them. Pure: words in, words out."""

from __future__ import annotations

from actors.names import fold

__all__ = ["roles_agree", "splits", "terms"]

_DEMONYMS = """
afghan afghanistan|albanian albania|algerian algeria|american united states|argentine argentina|armenian armenia
australian australia|austrian austria|azerbaijani azerbaijan|bahraini bahrain|bangladeshi bangladesh|belgian belgium
brazilian brazil|british united kingdom|britain united kingdom|uk united kingdom|bulgarian bulgaria|canadian canada
chilean chile|chinese china|colombian colombia|croatian croatia|cuban cuba|cypriot cyprus|czech czech republic
danish denmark|dutch netherlands|egyptian egypt|emirati united arab emirates|estonian estonia|ethiopian ethiopia
european european union|eu european union|finnish finland|french france|georgian georgia|german germany|ghanaian ghana
greek greece|hungarian hungary|indian india|indonesian indonesia|iranian iran|iraqi iraq|irish ireland|israeli israel
italian italy|japanese japan|jordanian jordan|kazakh kazakhstan|kenyan kenya|kurdish kurdistan|kuwaiti kuwait
latvian latvia|lebanese lebanon|libyan libya|lithuanian lithuania|malaysian malaysia|mexican mexico|moroccan morocco
nigerian nigeria|north korean north korea|norwegian norway|omani oman|pakistani pakistan|palestinian palestine
peruvian peru|philippine philippines|filipino philippines|polish poland|portuguese portugal|qatari qatar
romanian romania|russian russia|rwandan rwanda|saudi saudi arabia|serbian serbia|slovak slovakia|somali somalia
south african south africa|south korean south korea|spanish spain|sudanese sudan|swedish sweden|swiss switzerland
syrian syria|taiwanese taiwan|thai thailand|tunisian tunisia|turkish turkey|ugandan uganda|ukrainian ukraine
us united states|usa united states|venezuelan venezuela|vietnamese vietnam|yemeni yemen|zimbabwean zimbabwe
"""
_TWO_WORDS = ("north korean", "south african", "south korean")
_SAME_ROLE = {
    "spokesman": "spokesperson",
    "spokeswoman": "spokesperson",
    "press secretary": "spokesperson",
    "premier": "prime minister",
    "pm": "prime minister",
    "chairman": "chair",
    "chairwoman": "chair",
    "chairperson": "chair",
    "defence": "defense",
    "minister of foreign affairs": "foreign minister",
    "minister for foreign affairs": "foreign minister",
    "secretary of defense": "defense secretary",
    "secretary of state": "state secretary",
}
_IGNORED = frozenset({"of", "the", "for", "in", "to", "and", "then", "former", "s", "at"})


def _demonyms() -> dict[str, str]:
    table = {}
    for entry in _DEMONYMS.replace("\n", "|").split("|"):
        words = entry.split()
        if words:
            cut = 2 if " ".join(words[:2]) in _TWO_WORDS else 1
            table[" ".join(words[:cut])] = " ".join(words[cut:])
    return table


DEMONYMS = _demonyms()


def terms(phrase: str) -> frozenset[str]:
    """The words of a role, an office or an organisation, order, case and nationality's form aside.

    “Iraq's prime minister”, “the Iraqi premier” and “Prime Minister of Iraq” give the same.
    """
    key = f" {fold(phrase)} "
    for table in (_SAME_ROLE, DEMONYMS):
        for word, meaning in table.items():
            if f" {word} " in key:
                key = key.replace(f" {word} ", f" {meaning} ")
    return frozenset(key.split()) - _IGNORED


def roles_agree(said: str, held: str) -> bool:
    """The role in the text is the role of the position, or one that contains it: “government spokesman”."""
    return bool(terms(held)) and bool(terms(said)) and (terms(held) <= terms(said) or terms(said) <= terms(held))


def splits(phrase: str, role: str) -> frozenset[str] | None:
    """What is left of a phrase without the role: whose. None where the phrase does not name the role.

    “Iraqi prime minister” with “Prime Minister” leaves {"iraq"}.
    """
    said, held = terms(phrase), terms(role)
    return said - held if held and held <= said else None
