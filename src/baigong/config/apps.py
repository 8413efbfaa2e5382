"""Start-up: hands policy and wiring to the kit, starts the clock, checks the doors."""

from importlib import import_module

from django.apps import AppConfig, apps
from django.conf import settings
from django.utils.module_loading import module_has_submodule

from baigong.config.safety import refuse_unsafe


class BaigongConfig(AppConfig):
    """The house as a whole."""

    name = "baigong.config"
    label = "config"

    def ready(self) -> None:
        refuse_unsafe(settings)
        from baigong.config.policy import POLICY, STEP_UP  # noqa: PLC0415 (models must be ready first)
        from baigong.config.retention import RETENTION  # noqa: PLC0415 (likewise)
        from baigong.config.wiring import WIRING  # noqa: PLC0415 (likewise)
        from baigong.kit import events, policy, retention, time  # noqa: PLC0415 (likewise)

        for part in ("moves", "jobs", "checks"):
            self._import_everywhere(part)
        policy.install(POLICY, step_up=STEP_UP)
        events.install(WIRING)
        retention.install(RETENTION)
        if settings.DEMO:
            time.start_at(settings.START_CLOCK_AT) if settings.START_CLOCK_AT else time.follow(settings.DEMO_CLOCK)

    def _import_everywhere(self, part: str) -> None:
        for app in apps.get_app_configs():
            if app.name.startswith("baigong.") and module_has_submodule(app.module, part):
                import_module(f"{app.name}.{part}")
