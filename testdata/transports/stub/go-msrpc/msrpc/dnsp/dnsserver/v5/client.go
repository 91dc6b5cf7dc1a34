package dnsserver

import (
	"context"
	"fmt"

	"github.com/oiweiwei/go-msrpc/dcerpc"
)

// DNSServerClient is the client of one DNS server.
type DNSServerClient interface {
	Operation(context.Context, *OperationRequest, ...dcerpc.CallOption) (*OperationResponse, error)
	Query(context.Context, *QueryRequest, ...dcerpc.CallOption) (*QueryResponse, error)
	ComplexOperation(context.Context, *ComplexOperationRequest, ...dcerpc.CallOption) (*ComplexOperationResponse, error)
	EnumRecords(context.Context, *EnumRecordsRequest, ...dcerpc.CallOption) (*EnumRecordsResponse, error)
	Operation2(context.Context, *Operation2Request, ...dcerpc.CallOption) (*Operation2Response, error)
	Query2(context.Context, *Query2Request, ...dcerpc.CallOption) (*Query2Response, error)
	ComplexOperation2(context.Context, *ComplexOperation2Request, ...dcerpc.CallOption) (*ComplexOperation2Response, error)
	EnumRecords2(context.Context, *EnumRecords2Request, ...dcerpc.CallOption) (*EnumRecords2Response, error)
	Operation3(context.Context, *Operation3Request, ...dcerpc.CallOption) (*Operation3Response, error)
	Query3(context.Context, *Query3Request, ...dcerpc.CallOption) (*Query3Response, error)
	ComplexOperation3(context.Context, *ComplexOperation3Request, ...dcerpc.CallOption) (*ComplexOperation3Response, error)
	Operation4(context.Context, *Operation4Request, ...dcerpc.CallOption) (*Operation4Response, error)
	Query4(context.Context, *Query4Request, ...dcerpc.CallOption) (*Query4Response, error)
	AlterContext(context.Context, ...dcerpc.Option) error
	Conn() dcerpc.Conn
}

// NewDNSServerClient returns a client that uses the connection.
func NewDNSServerClient(ctx context.Context, cc dcerpc.Conn, opts ...dcerpc.Option) (DNSServerClient, error) {
	cc, err := cc.Bind(ctx, opts...)
	if err != nil {
		return nil, err
	}
	return &client{cc}, nil
}

type client struct{ cc dcerpc.Conn }

func (c *client) Conn() dcerpc.Conn { return c.cc }

func (c *client) AlterContext(ctx context.Context, opts ...dcerpc.Option) error {
	return c.cc.AlterContext(ctx, opts...)
}

// A call is a procedure with its argument and where its answer is to be stored.
type call struct {
	num     int
	name    string
	in, out any
}

func (c *call) OpNum() int { return c.num }

func (c *call) OpName() string { return "/DnsServer/v5/" + c.name }

// invoke calls a procedure. A code that it returns is an error too, beside the answer.
func (c *client) invoke(ctx context.Context, op *call, code *int32, opts []dcerpc.CallOption) (bool, error) {
	if err := c.cc.Invoke(ctx, op, opts...); err != nil {
		return false, err
	}
	if *code != 0 {
		return true, fmt.Errorf("%s: %w", op.OpName(), c.cc.Error(ctx, *code))
	}
	return true, nil
}

func (c *client) Operation(ctx context.Context, in *OperationRequest, opts ...dcerpc.CallOption) (*OperationResponse, error) {
	out := new(OperationResponse)
	if ok, err := c.invoke(ctx, &call{0, "R_DnssrvOperation", in, out}, &out.Return, opts); ok {
		return out, err
	} else {
		return nil, err
	}
}

func (c *client) Query(ctx context.Context, in *QueryRequest, opts ...dcerpc.CallOption) (*QueryResponse, error) {
	out := new(QueryResponse)
	if ok, err := c.invoke(ctx, &call{1, "R_DnssrvQuery", in, out}, &out.Return, opts); ok {
		return out, err
	} else {
		return nil, err
	}
}

func (c *client) ComplexOperation(ctx context.Context, in *ComplexOperationRequest, opts ...dcerpc.CallOption) (*ComplexOperationResponse, error) {
	out := new(ComplexOperationResponse)
	if ok, err := c.invoke(ctx, &call{2, "R_DnssrvComplexOperation", in, out}, &out.Return, opts); ok {
		return out, err
	} else {
		return nil, err
	}
}

func (c *client) EnumRecords(ctx context.Context, in *EnumRecordsRequest, opts ...dcerpc.CallOption) (*EnumRecordsResponse, error) {
	out := new(EnumRecordsResponse)
	if ok, err := c.invoke(ctx, &call{3, "R_DnssrvEnumRecords", in, out}, &out.Return, opts); ok {
		return out, err
	} else {
		return nil, err
	}
}

func (c *client) Operation2(ctx context.Context, in *Operation2Request, opts ...dcerpc.CallOption) (*Operation2Response, error) {
	out := new(Operation2Response)
	if ok, err := c.invoke(ctx, &call{5, "R_DnssrvOperation2", in, out}, &out.Return, opts); ok {
		return out, err
	} else {
		return nil, err
	}
}

func (c *client) Query2(ctx context.Context, in *Query2Request, opts ...dcerpc.CallOption) (*Query2Response, error) {
	out := new(Query2Response)
	if ok, err := c.invoke(ctx, &call{6, "R_DnssrvQuery2", in, out}, &out.Return, opts); ok {
		return out, err
	} else {
		return nil, err
	}
}

func (c *client) ComplexOperation2(ctx context.Context, in *ComplexOperation2Request, opts ...dcerpc.CallOption) (*ComplexOperation2Response, error) {
	out := new(ComplexOperation2Response)
	if ok, err := c.invoke(ctx, &call{7, "R_DnssrvComplexOperation2", in, out}, &out.Return, opts); ok {
		return out, err
	} else {
		return nil, err
	}
}

func (c *client) EnumRecords2(ctx context.Context, in *EnumRecords2Request, opts ...dcerpc.CallOption) (*EnumRecords2Response, error) {
	out := new(EnumRecords2Response)
	if ok, err := c.invoke(ctx, &call{8, "R_DnssrvEnumRecords2", in, out}, &out.Return, opts); ok {
		return out, err
	} else {
		return nil, err
	}
}

func (c *client) Operation3(ctx context.Context, in *Operation3Request, opts ...dcerpc.CallOption) (*Operation3Response, error) {
	out := new(Operation3Response)
	if ok, err := c.invoke(ctx, &call{12, "R_DnssrvOperation3", in, out}, &out.Return, opts); ok {
		return out, err
	} else {
		return nil, err
	}
}

func (c *client) Query3(ctx context.Context, in *Query3Request, opts ...dcerpc.CallOption) (*Query3Response, error) {
	out := new(Query3Response)
	if ok, err := c.invoke(ctx, &call{13, "R_DnssrvQuery3", in, out}, &out.Return, opts); ok {
		return out, err
	} else {
		return nil, err
	}
}

func (c *client) ComplexOperation3(ctx context.Context, in *ComplexOperation3Request, opts ...dcerpc.CallOption) (*ComplexOperation3Response, error) {
	out := new(ComplexOperation3Response)
	if ok, err := c.invoke(ctx, &call{14, "R_DnssrvComplexOperation3", in, out}, &out.Return, opts); ok {
		return out, err
	} else {
		return nil, err
	}
}

func (c *client) Operation4(ctx context.Context, in *Operation4Request, opts ...dcerpc.CallOption) (*Operation4Response, error) {
	out := new(Operation4Response)
	if ok, err := c.invoke(ctx, &call{15, "R_DnssrvOperation4", in, out}, &out.Return, opts); ok {
		return out, err
	} else {
		return nil, err
	}
}

func (c *client) Query4(ctx context.Context, in *Query4Request, opts ...dcerpc.CallOption) (*Query4Response, error) {
	out := new(Query4Response)
	if ok, err := c.invoke(ctx, &call{16, "R_DnssrvQuery4", in, out}, &out.Return, opts); ok {
		return out, err
	} else {
		return nil, err
	}
}
