"""The profile under which LibreOffice runs: no macros, no active content, no links followed, no network."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import escape

_SCRIPTING = "Office.Common/Security/Scripting"
_UPDATE = "Office.Writer/Content/Update"
_INTERNET = "Inet/Settings"
# Port 9 discards: nothing listens there. A blocked link is not even tried; the proxy is the second wall.
_DEAD_PROXY = ("127.0.0.1", "9")
_SETTINGS = (
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "DisableActiveContent", "true"),
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    (_UPDATE, "Link", "2"),  # never
    (_UPDATE, "Field", "false"),
    (_INTERNET, "ooInetProxyType", "2"),  # by hand
    *((_INTERNET, f"ooInet{p}ProxyName", _DEAD_PROXY[0]) for p in ("HTTP", "HTTPS", "FTP")),
    *((_INTERNET, f"ooInet{p}ProxyPort", _DEAD_PROXY[1]) for p in ("HTTP", "HTTPS", "FTP")),
    ("Office.Java/VirtualMachine", "Enable", "false"),
)


def write_profile(folder: Path) -> None:
    """Make the profile in a folder that is not there yet."""
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{escape(value)}</value></prop></item>"
        for path, name, value in _SETTINGS
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>',
        encoding="utf-8",
    )
