package live

import (
	"context"
	"errors"
	"fmt"
	"syscall"
	"testing"

	ole "github.com/go-ole/go-ole"
	"github.com/oiweiwei/go-msrpc/dcerpc"
	"github.com/oiweiwei/go-msrpc/msrpc/dnsp/dnsserver/v5"

	"codes/km004/msrpc"
)

// A refusing client answers as go-msrpc does when a procedure returns 9101: with the answer,
// and with an error that wraps the int32. The module is not in every proxy, so this is the
// shape of its API and no real client.
type refusing struct {
	dnsserver.DNSServerClient
	conn dcerpc.Conn
}

func (c refusing) Operation(ctx context.Context, _ *dnsserver.OperationRequest, _ ...dcerpc.CallOption) (*dnsserver.OperationResponse, error) {
	out := &dnsserver.OperationResponse{Return: 9101}
	return out, fmt.Errorf("%s: %w", "/DnsServer/v5/R_DnssrvOperation", c.conn.Error(ctx, out.Return))
}

// procedures are the functions that make a remote procedure call.
func procedures() map[string]run {
	with := func(fn func(context.Context, dnsserver.DNSServerClient, string) error) run {
		return func(t *testing.T) error {
			conn, err := dcerpc.Dial(t.Context(), "dc1")
			if err != nil {
				t.Fatal(err)
			}
			return fn(t.Context(), refusing{conn: conn}, "example.org")
		}
	}
	return map[string]run{
		"msrpc.Identity":     with(msrpc.Identity),
		"msrpc.ErrnoAs":      with(msrpc.ErrnoAs),
		"msrpc.Int":          with(msrpc.Int),
		"msrpc.Unsigned":     with(msrpc.Unsigned),
		"msrpc.HResult":      with(msrpc.HResult),
		"msrpc.Hex":          with(msrpc.Hex),
		"msrpc.Equal":        with(msrpc.Equal),
		"msrpc.Return":       with(msrpc.Return),
		"msrpc.Signed":       with(msrpc.Signed),
		"msrpc.SwitchSigned": with(msrpc.SwitchSigned),
		"msrpc.SwitchMixed":  with(msrpc.SwitchMixed),
		"msrpc.Text":         with(msrpc.Text),
		"msrpc.Beside":       with(msrpc.Beside),
	}
}

// TestOleError applies the tests of package ole, which needs Windows, to an error of go-ole,
// which does not.
func TestOleError(t *testing.T) {
	code := func(match func(uintptr) bool) func(error) bool {
		return func(err error) bool {
			var oe *ole.OleError
			return errors.As(err, &oe) && match(oe.Code())
		}
	}
	tests := map[string]func(error) bool{
		"ole.Identity": func(err error) bool { return errors.Is(err, syscall.Errno(9101)) },
		"ole.Equal":    func(err error) bool { return err == syscall.Errno(9101) },
		"ole.As": func(err error) bool {
			var errno syscall.Errno
			return errors.As(err, &errno) && errno == 9101
		},
		"ole.Code":         code(func(hr uintptr) bool { return hr == 0x8007238D }),
		"ole.Masked":       code(func(hr uintptr) bool { return hr&0xffff == 9101 }),
		"ole.AnyException": code(func(hr uintptr) bool { return hr == 0x80020009 }),
	}
	labels := labelsOf(t)
	for name, matches := range tests {
		// Also with the cause that a caller may expect to find: OleError does not unwrap.
		err := ole.NewErrorWithSubError(0x8007238D, "refused", syscall.Errno(9101))
		if live := labels[name] == "safe"; matches(err) != live {
			t.Errorf("%s is labelled %q, but its test matches: %t", name, labels[name], matches(err))
		}
	}
}
