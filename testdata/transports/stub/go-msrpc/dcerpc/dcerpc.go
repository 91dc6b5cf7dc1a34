// Package dcerpc has the shape of a DCE/RPC connection. Nothing is sent.
package dcerpc

import (
	"context"
	stderrors "errors"

	"github.com/oiweiwei/go-msrpc/dcerpc/errors"
)

// ErrNotConnected is what every call answers: there is no transport.
var ErrNotConnected = stderrors.New("dcerpc: not connected")

// An Option configures a connection.
type Option interface{ isOption() }

// A CallOption configures one call.
type CallOption interface{ isCallOption() }

// An Operation is a call in the form that goes over the wire.
type Operation interface {
	OpNum() int
	OpName() string
}

// A Conn is a connection to one server.
type Conn interface {
	Bind(context.Context, ...Option) (Conn, error)
	AlterContext(context.Context, ...Option) error
	Context() context.Context
	Invoke(context.Context, Operation, ...CallOption) error
	Close(context.Context) error
	Error(context.Context, any) error
}

// Dial connects to the server at addr, which decides where every call acts.
func Dial(ctx context.Context, addr string, opts ...Option) (Conn, error) {
	return &conn{ctx: ctx, addr: addr, opts: opts}, nil
}

// WithSign asks for signed packets.
func WithSign() Option { return option("sign") }

// WithEndpoint names the protocol sequence and the endpoint.
func WithEndpoint(endpoint string) Option { return option(endpoint) }

// WithTargetName names the service principal.
func WithTargetName(name string) Option { return option(name) }

type option string

func (option) isOption() {}

type conn struct {
	ctx  context.Context
	addr string
	opts []Option
}

func (c *conn) Bind(_ context.Context, opts ...Option) (Conn, error) {
	c.opts = append(c.opts, opts...)
	return c, nil
}

func (c *conn) AlterContext(_ context.Context, opts ...Option) error {
	c.opts = append(c.opts, opts...)
	return nil
}

func (c *conn) Context() context.Context { return c.ctx }

func (c *conn) Invoke(context.Context, Operation, ...CallOption) error { return ErrNotConnected }

func (c *conn) Close(context.Context) error { return nil }

func (c *conn) Error(_ context.Context, value any) error { return &errors.Error{Value: value} }
