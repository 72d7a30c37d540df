"""What is made of registers of requests, and blank registers to keep."""

from __future__ import annotations
