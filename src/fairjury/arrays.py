"""Names of the array types that travel through the package."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Singles = NDArray[np.float32]
Codes = NDArray[np.int64]
Words = NDArray[np.uint64]
Flags = NDArray[np.bool_]
Small = NDArray[np.int8]
AnyArray = NDArray[Any]
