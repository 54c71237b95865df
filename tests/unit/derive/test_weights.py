import json
from pathlib import Path

import pytest

from reportedly.derive import weights
from reportedly.derive.pairs import FEATURES
from reportedly.derive.parents import Thresholds
from reportedly.derive.weights import Net, Weights
from reportedly.errors import StageUnavailable

LIMITS = Thresholds(0.0, 1.0, 1.0, 0.0)


def net(out: float) -> Net:
    """Two features of mean 0 and deviation 1, one hidden unit that adds them up."""
    plain = {"mean": [0, 0], "deviation": [1, 1], "hidden": [[1, 1]], "hidden_bias": [0], "out": [out], "out_bias": 0.5}
    return Net.of(plain)


def made(**kinds: tuple[float, ...]) -> Weights:
    return Weights({True: net(1.0), False: net(-1.0)}, {True: kinds, False: kinds}, {True: LIMITS, False: LIMITS})


def test_log_odds_come_from_the_network_for_one_language_or_for_two() -> None:
    assert made().of((1.0, 0.5), within=True) == 2.0
    assert made().of((1.0, 0.5), within=False) == -1.0
    assert made().of((-3.0, 0.5), within=True) == 0.5


def test_features_of_another_number_are_refused() -> None:
    with pytest.raises(ValueError, match="shape"):
        made().of((1.0, 2.0, 3.0), within=True)


def test_the_kind_is_the_likeliest_and_the_first_by_name_of_equal_ones() -> None:
    assert made(cites=(0.0, 1.0), summarises=(1.0, 0.0)).kind((1.0, 0.0), within=True) == "summarises"
    assert made(summarises=(1.0, 0.0), cites=(1.0, 0.0)).kind((1.0, 0.0), within=True) == "cites"


def test_the_weights_that_ship_fit_the_features() -> None:
    shipped = weights.load()
    for within in (True, False):
        assert shipped.nets[within].hidden.shape[1] == len(FEATURES)
        assert {len(row) for row in shipped.kinds[within].values()} == {len(FEATURES)}
    assert set(shipped.kinds[False]) >= {"cites", "summarises", "translation"}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (None, "cannot be read"),
        ("{", "cannot be read"),
        ("{}", "cannot be read"),
        ("[]", "cannot be read"),
        (json.dumps({"features": ["one"]}), "other features"),
    ],
)
def test_weights_that_are_missing_or_made_for_other_features_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str | None, said: str
) -> None:
    (tmp_path / "data").mkdir()
    if body is not None:
        (tmp_path / "data" / "weights.json").write_text(body)
    monkeypatch.setattr(weights, "files", lambda _: tmp_path)
    with pytest.raises(StageUnavailable, match=said):
        weights.load.__wrapped__()
