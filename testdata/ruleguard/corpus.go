package rules

import (
	_ "corpus/guards"
	_ "corpus/refusals"
)
