"""Hardware: what can compute here, then memory and limits."""

from __future__ import annotations

from app.bridge.signatures import device_list
from app.errors import AppError
from app.types.models import DeviceInfo
from app.ui.settings.lines import Line
from app.ui.settings.page import SettingsPage, heading
from app.ui.settings.pages_model import Page
from app.ui.settings.words import tr
from app.ui.widgets.card import Card
from app.ui.widgets.words import number

GB = 1_000_000_000


class HardwarePage(SettingsPage):
    """See the module's docstring. Lives in the GUI thread."""

    page = Page.HARDWARE

    def build(self) -> None:
        """The devices, then the settings."""
        self.card = Card()
        self.card.add(Line(self.tr("Devices"), self.tr("Looking…")))
        self.body.addWidget(heading(self.tr("Devices")))
        self.body.addSpacing(10)
        self.body.addWidget(self.card)
        self.body.addSpacing(26)
        super().build()
        self.topics = {tr("Devices"): self.card}

    def opened(self) -> None:
        """Ask anew: a card may have been plugged in, and memory is taken and given back."""
        if self.around.settings.connected:
            self.around.bridge.invoke(device_list).then(self._show, self._failed)

    def _show(self, devices: tuple[DeviceInfo, ...]) -> None:
        self.card.clear()
        for device in devices:
            line = Line(device.description or device.name, _memory_words(device))
            line.tag.set_tag(_kind_words(device))
            self.card.add(line)
        if not devices:
            self.card.add(Line(self.tr("No engine is installed that could tell what there is.")))

    def _failed(self, error: AppError) -> None:
        self.card.clear()
        self.card.add(Line(error.message, error.hint))


def _kind_words(device: DeviceInfo) -> str:
    kinds = {"cpu": tr("processor"), "gpu": tr("graphics card"), "igpu": tr("built-in graphics")}
    return kinds.get(device.kind, device.kind)


def _memory_words(device: DeviceInfo) -> str:
    if not device.memory_total:
        return device.name
    words = tr("{0} of {1} GB free").format(number(device.memory_free / GB, 1), number(device.memory_total / GB, 1))
    return f"{device.name} · {words}"
