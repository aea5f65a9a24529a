package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"time"

	"tram/local/station"
)

// making is how far lists and search are made.
type making struct {
	Done  int64 `json:"done"`
	Total int64 `json:"total"` // two parts a record; equal to done: all is made
	said  string
}

func (m making) print(w io.Writer) { fmt.Fprintln(w, m.said) }

// percent never says that all is made before it is.
func (m making) percent() int64 {
	if m.Done >= m.Total {
		return 100
	}
	return m.Done * 100 / m.Total
}

// index makes lists and search anew from the records, or tells how far that is.
func index(*flag.FlagSet) action {
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) != 1 {
			return nil, errUsage
		}
		switch args[0] {
		case "remake":
			return t.ready(ctx, func(s *station.Station) (result, error) { return indexRemake(ctx, t, s) })
		case "status":
			return t.ready(ctx, func(s *station.Station) (result, error) {
				return indexIs(ctx, s, "Danh sách và danh mục tìm kiếm đã lập đủ.")
			})
		case "size":
			return t.ready(ctx, func(s *station.Station) (result, error) { return indexSize(ctx, s) })
		}
		return nil, errUsage
	}
}

// sizes are the bytes of the indexes in the database.
type sizes struct {
	Words   int64 `json:"words"`
	Phrases int64 `json:"phrases"`
}

func (z sizes) print(w io.Writer) {
	fmt.Fprintf(w, "Trong cơ sở dữ liệu, danh mục để tìm chữ chiếm %.1f MB, danh mục để tìm cụm từ chiếm %.1f MB.\n", float64(z.Words)/1e6, float64(z.Phrases)/1e6)
}

func indexSize(ctx context.Context, s *station.Station) (z sizes, err error) {
	z.Words, z.Phrases, err = s.IndexBytes(ctx)
	return z, err
}

func indexRemake(ctx context.Context, t *terminal, s *station.Station) (result, error) {
	telling, stop := context.WithCancel(ctx)
	told := make(chan struct{})
	go func() {
		defer close(told)
		t.tellMaking(telling, s)
	}()
	err := s.Remake(ctx)
	stop()
	<-told
	if err != nil {
		return nil, err
	}
	return indexIs(ctx, s, "Đã lập lại danh sách và danh mục tìm kiếm từ hồ sơ.")
}

func indexIs(ctx context.Context, s *station.Station, whole string) (result, error) {
	m, err := makingOf(ctx, s)
	if m.said = whole; m.Done < m.Total {
		m.said = fmt.Sprintf("Danh sách và danh mục tìm kiếm đang được lập lại, xong %d %%. Việc này tự làm tiếp mỗi khi phần mềm mở.", m.percent())
	}
	return m, err
}

func makingOf(ctx context.Context, s *station.Station) (m making, err error) {
	m.Done, m.Total, err = s.Making(ctx)
	return m, err
}

// tellMaking tells how far the making is, each second, until it ends.
func (t *terminal) tellMaking(ctx context.Context, s *station.Station) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	last := int64(-1)
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		m, err := makingOf(ctx, s)
		if err != nil || m.percent() == last {
			continue // what is wrong, the making itself tells
		}
		last = m.percent()
		if t.json {
			_ = json.NewEncoder(t.err).Encode(m)
			continue
		}
		fmt.Fprintf(t.err, "Đang lập lại: %d %%\n", last)
	}
}
