"""Files on this machine: loading within limits, writing atomically, LibreOffice for the formats that it opens."""
