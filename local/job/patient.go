package job

import (
	"context"
	"io"
)

// Patient writes to w until ctx ends: a copy through it can be stopped.
func Patient(ctx context.Context, w io.Writer) io.Writer { return patient{ctx, w} }

type patient struct {
	ctx context.Context
	w   io.Writer
}

func (p patient) Write(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.w.Write(b)
}
