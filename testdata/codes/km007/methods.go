package km007

import (
	"context"
	"errors"
	"fmt"

	rpcerrors "github.com/oiweiwei/go-msrpc/dcerpc/errors"
	"github.com/oiweiwei/go-msrpc/msrpc/dnsp/dnsserver/v5"

	"codes/role"
)

// A signer is a key behind methods.
type signer struct{ job *role.Job }

// sign is KM007: a method that keeps the text.
func (s *signer) sign() error {
	if err := s.job.Sig.Sign(s.job.Key, s.job.Set); err != nil { // want `KM007: `
		return fmt.Errorf("sign %s: %v", s.job.Zone, err)
	}
	return nil
}

// Method is KM007 in sign.
func Method(j *role.Job) error {
	s := &signer{j}
	if err := s.sign(); errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return nil
}

// resign is judged through its callers: it keeps the error.
func (s *signer) resign() error { return s.job.Sig.Sign(s.job.Key, s.job.Set) }

// MethodKept is safe.
func MethodKept(j *role.Job) error {
	s := &signer{j}
	if err := s.resign(); errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return nil
}

// Closure is KM007: the literal drops what the function around it tests for.
func Closure(j *role.Job) error {
	sign := func() error {
		if err := j.Sig.Sign(j.Key, j.Set); err != nil { // want `KM007: `
			return errors.New("sign failed")
		}
		return nil
	}
	if err := sign(); errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return nil
}

// ClosureKept is safe: the literal wraps.
func ClosureKept(j *role.Job) error {
	sign := func() error {
		if err := j.Sig.Sign(j.Key, j.Set); err != nil {
			return fmt.Errorf("sign: %w", err)
		}
		return nil
	}
	if err := sign(); errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return nil
}

// named is KM007: a deferred function replaces the result.
func named(j *role.Job) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("sign: %v", err)
		}
	}()
	return j.Sig.Sign(j.Key, j.Set) // want `KM007: `
}

// Named is KM007 in named.
func Named(j *role.Job) error {
	if err := named(j); errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return nil
}

// namedKept is judged through its callers.
func namedKept(j *role.Job) (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("sign: %w", err)
		}
	}()
	return j.Sig.Sign(j.Key, j.Set)
}

// NamedKept is safe: the deferred function wraps.
func NamedKept(j *role.Job) error {
	if err := namedKept(j); errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return nil
}

// all is KM007: the errors are counted.
func all(jobs []*role.Job) error {
	failed := 0
	for _, j := range jobs {
		if err := j.Sig.Sign(j.Key, j.Set); err != nil { // want `KM007: `
			failed++
		}
	}
	if failed > 0 {
		return fmt.Errorf("%d of %d failed", failed, len(jobs))
	}
	return nil
}

// All is KM007 in all.
func All(jobs []*role.Job) error {
	if err := all(jobs); errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return nil
}

// hide makes a text of an error, whose ever it is.
func hide(err error) error {
	if err != nil {
		return fmt.Errorf("failed: %v", err)
	}
	return nil
}

// hidden is KM007: another function of the package drops it.
func hidden(j *role.Job) error {
	return hide(j.Sig.Sign(j.Key, j.Set)) // want `KM007: `
}

// Hidden is KM007 in hidden.
func Hidden(j *role.Job) error {
	if err := hidden(j); errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return nil
}

// call is KM007: the test of its caller would match, were the cause kept.
func call(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "SignZone"}) // want `KM007: `
	if err != nil {
		return fmt.Errorf("sign %s: %v", zone, err)
	}
	return nil
}

// Called is KM007 in call.
func Called(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	err := call(ctx, c, zone)
	var e *rpcerrors.Error
	if errors.As(err, &e) && e.Value == int32(9101) {
		return role.ErrElsewhere
	}
	return err
}

// callKept is judged through its callers.
func callKept(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "SignZone"})
	if err != nil {
		return fmt.Errorf("sign %s: %w", zone, err)
	}
	return nil
}

// CalledKept is safe: the cause is kept.
func CalledKept(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	err := callKept(ctx, c, zone)
	var e *rpcerrors.Error
	if errors.As(err, &e) && e.Value == int32(9101) {
		return role.ErrElsewhere
	}
	return err
}

// callErrno is KM004: the cause is kept, and the caller's test is dead for it.
func callErrno(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	_, err := c.Operation(ctx, &dnsserver.OperationRequest{Zone: zone, Operation: "SignZone"}) // want `KM004: `
	if err != nil {
		return fmt.Errorf("sign %s: %w", zone, err)
	}
	return nil
}

// CalledErrno is KM004 in callErrno.
func CalledErrno(ctx context.Context, c dnsserver.DNSServerClient, zone string) error {
	if err := callErrno(ctx, c, zone); errors.Is(err, role.Refused) {
		return role.ErrElsewhere
	}
	return nil
}
