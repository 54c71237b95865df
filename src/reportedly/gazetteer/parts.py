"""Phrases that name a part of a place: "northern X", "left-bank X", "the occupied part of X", in four languages.

They stand for a vague region around what they are part of. A phrase is a run of words before the name, each of them a
marker (which says what part) or a filler (articles, "part of", who holds it), with a marker among them. Words are
read as in name keys (reportedly.text.name_key).
"""

import re

_MARKERS = r"""
(?:north|south|east|west|(?:north|south)(?:east|west))(?:ern|ernmost)?
central|upper|lower|inner|outer|greater|mainland|rural|downtown|mid|coastal|left|right
(?:un|de|re)?occupied|(?:un)?controlled|held|annexed|(?:un)?liberated
outskirts|suburbs|vicinity|environs|surroundings|hinterland|parts?|cent(?:re|er)

(?:не|де)?окупован\w{1,3}|(?:не)?звілнен\w{1,3}|(?:не)?підконтролн\w{1,3}|захоплен\w{1,3}|анексован\w{1,3}
(?:ліво|право)береж\w{1,3}|північ\w{0,4}|півноч\w{1,3}|північно|південно|півден\w{1,4}|півдн\w{1,3}
схід\w{0,3}|сход\w{1,3}|східн\w{1,3}|захід\w{0,3}|заход\w{1,3}|західн\w{1,3}|централн\w{1,3}
верхн\w{1,3}|нижн\w{1,3}|околиц\w{1,3}|передміст\w{1,3}|частин\w{0,3}|центр\w{0,2}|берег\w{0,2}

(?:не|де)?оккупированн\w{1,3}|освобожденн\w{1,3}|подконтролн\w{1,3}|захваченн\w{1,3}|аннексированн\w{1,3}
(?:лево|право)береж\w{1,3}|северо|юго|север\w{0,2}|северн\w{1,3}|юг\w{0,2}|южн\w{1,3}
восток\w{0,2}|восточн\w{1,3}|запад\w{0,2}|западн\w{1,3}|окраин\w{0,3}|пригород\w{0,3}|част\w{0,3}

(?:un)?besetzt\w{0,2}|kontrolliert\w{0,2}|befreit\w{0,2}|annektiert\w{0,2}|(?:links|rechts)ufrig\w{0,2}
(?:nord|sud|ost|west|(?:nord|sud)(?:ost|west))(?:en|ens|lich\w{0,2})|zentrale[nrs]?|untere[nrs]?|obere[nrs]?|teile?n?
"""
"""Words that say what part is meant, in English, Ukrainian, Russian and German."""

_FILLERS = r"""
the|of|in|temporarily|newly|formerly|still|partly|partially|russian|russia|ukrainian|ukraine|government|non|rebel
militia|opposition|regime|enemy|israeli|turkish|de|areas?|territor(?:y|ies)|portions?|zones?|sides?|half|edge|bank|end
на|у|в|и|і|тимчасово|временно|ще|росіею|россиеи|територі\w{1,3}|территори\w{1,3}
лів\w{1,4}|прав\w{1,4}|лев\w{1,3}
der|die|das|den|dem|des|von|vom|im|am|noch|vorubergehend|zeitweilig|russisch|ukrainisch|gebiete?n?
"""
_MARKER = re.compile("|".join(_MARKERS.split()))
_FILLER = re.compile("|".join(_FILLERS.split()))
_COMPOUND = re.compile(r"(?:nordost|nordwest|sudost|sudwest|nord|sud|ost|west|zentral)(?=\w{4})")


def wholes(key: str) -> list[str]:
    """Return what a name key may name a part of, the shortest rest first; nothing where it names no part.

    A German compound ("Nordsyrien") is split too. The caller has to look the rests up: that a phrase reads like a
    part does not make its rest a place.
    """
    words = key.split(" ")
    if len(words) == 1:
        compound = _COMPOUND.match(key)
        return [key[compound.end() :]] if compound else []
    found = []
    marked = False
    for at, word in enumerate(words[:-1], start=1):
        if _MARKER.fullmatch(word):
            marked = True
        elif not _FILLER.fullmatch(word):
            break
        if marked:
            found.append(" ".join(words[at:]))
    return found[::-1]
