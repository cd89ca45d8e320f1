#!/usr/bin/env bash
# Fits all that is learnt about sources again, in the order in which one rests on another, and prints the figures on the way: the network,
# what people are, whether an attribution tells, whom pronouns and roles stand for, what a sentence rests on, who is missing, who needs a
# source. Names and tags come before them:
# `cargo run --release --example train` (see src/model/CARD.md).
#
#     pip install jax==0.10.2 optax numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1
#     examples/refit.sh ../shared [network]
#
# Without "network" the network is left as it is; it takes most of the time. PROFILE names the profile that is built (release).
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
shared=$(cd "$1" && pwd)
cd "$here"
profile=${PROFILE:-release}
export OMP_NUM_THREADS=1
built() { cargo build -q --profile "$profile" --example "$1" && echo "target/$profile/examples/$1"; }
fit() { python3 "examples/$1/fit.py" --binary "$(built "$1")" --data "$shared/data/sourcing" "${@:2}"; }

if [ "${2:-}" = network ]; then
    python3 examples/attribution/train.py --binary "$(built attribution)" --data "$shared/data"
fi
python3 examples/roles/fit.py --binary "$(built roles)" --data "$shared/data"
fit telling
python3 examples/referents/fit.py --binary "$(built referents)" --data "$shared/data"
folds=$(mktemp -d)
trap 'rm -r "$folds"' EXIT
fit footing --folds "$folds"
fit vague
fit claims --footing "$folds"
cargo build -q --profile "$profile" --bin onrecord
python3 examples/claims/folds.py --binary "$(built claims)" --program "target/$profile/onrecord" --data "$shared/data/sourcing" \
    --score "$shared/eval/score.py" --footing "$folds"
