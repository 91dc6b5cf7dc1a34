package coredns

// What only CoreDNS's own tests import: with these, go.mod is complete for them too.
import (
	_ "github.com/letsencrypt/challtestsrv"
	_ "github.com/letsencrypt/pebble/v2/wfe"
	_ "github.com/stretchr/testify/require"
)
