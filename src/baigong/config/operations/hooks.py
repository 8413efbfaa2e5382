"""What gunicorn does in each of its processes once the house is loaded there; a fork takes no threads along."""


def post_worker_init(_worker: object) -> None:
    from baigong.kit.service.watch import Watch  # noqa: PLC0415 (models must be ready first)

    Watch().begin()
