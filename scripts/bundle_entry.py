"""What PyInstaller freezes."""

from nianbao.frozen import start

if __name__ == "__main__":
    start()
