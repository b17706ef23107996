# What a run does for every document: compiled as it is written.
from polint cimport heap
