"""What the definition of a coordinate system may say: figures and names, but no files to be opened."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from pyproj.exceptions import CRSError

if TYPE_CHECKING:
    from pyproj import CRS

_FILES: Final = re.compile(
    r"grids\b|PARAMETERFILE|\bfile\b|\+init\b|\bcatalog\b|proj_interp_chain|pipeline|\.(?:gsb|tif|gtx|json|txt)\b|://",
    re.IGNORECASE,
)
_OWN_NAMES: Final = re.compile(
    r"https?://(?:www\.)?(?:opengis\.net|epsg\.org|proj\.org|spatialreference\.org)/", re.IGNORECASE
)


def names_files(crs: CRS) -> bool:
    """Return whether a coordinate system would have files opened when coordinates are turned into it.

    A ``.prj`` may name grids of corrections by any path; none of those an office in the country uses does.

    Examples
    --------
    >>> from pyproj import CRS
    >>> names_files(CRS("+proj=longlat +ellps=WGS84 +nadgrids=/tmp/x +type=crs"))
    True
    """
    try:
        texts = [crs.srs, crs.to_wkt() or ""]
    except CRSError:
        return True
    return any(_FILES.search(_OWN_NAMES.sub("", text)) for text in texts)
