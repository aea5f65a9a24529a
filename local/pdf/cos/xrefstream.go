package cos

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
)

// streamTable reads a stream of cross-references.
func (f *File) streamTable(at int64) (table, error) {
	num, gen, err := f.numberAt(at)
	if err != nil {
		return table{}, err
	}
	item, err := f.object(num, gen, at)
	if err != nil {
		return table{}, err
	}
	d, is := item.Value.(Dict)
	if !is || item.Stream == 0 || d.Get("Type") != Name("XRef") {
		return table{}, errors.New("neither a table nor a stream of cross-references")
	}
	body, end, err := f.bytesOf(item)
	if err != nil {
		return table{}, err
	}
	rows, err := decode(d, body, mostUnpacked)
	if err != nil {
		return table{}, err
	}
	t := table{trailer: d, source: item.Source, end: end, stream: true}
	t.entries, err = streamEntries(d, rows)
	return t, err
}

// numberAt reads "n g obj".
func (f *File) numberAt(at int64) (num, gen int, err error) {
	if at <= 0 || at >= f.size {
		return 0, 0, errors.New("it lies outside the file")
	}
	const room = 64
	b := make([]byte, min(room, f.size-at))
	if err := f.readAt(b, at); err != nil {
		return 0, 0, err
	}
	words := bytes.Fields(b)
	if len(words) < 3 || !bytes.HasPrefix(words[2], []byte("obj")) {
		return 0, 0, errors.New("neither a table nor an object")
	}
	if num, err = strconv.Atoi(string(words[0])); err != nil {
		return 0, 0, err
	}
	gen, err = strconv.Atoi(string(words[1]))
	return num, gen, err
}

// streamEntries reads the rows of a stream of cross-references.
func streamEntries(d Dict, rows []byte) (func(func(int, entry) error) error, error) {
	var widths [3]int
	w, _ := d.Get("W").(Array)
	if len(w.Items) < len(widths) {
		return nil, errors.New("rows without widths")
	}
	line := 0
	for i := range widths {
		n, is := w.Items[i].(Int)
		if !is || n < 0 || n > 8 {
			return nil, errors.New("rows of no sensible width")
		}
		widths[i] = int(n)
		line += int(n)
	}
	if line == 0 || len(w.Items) > len(widths) {
		return nil, errors.New("rows of no sensible width")
	}
	ranges, err := indexOf(d)
	if err != nil {
		return nil, err
	}
	return func(set func(int, entry) error) error {
		rest := rows
		for _, r := range ranges {
			for num := r[0]; num < r[0]+r[1]; num++ {
				if len(rest) < line {
					return errors.New("the rows end early")
				}
				e, err := streamEntry(rest[:line], widths)
				if err == nil {
					err = set(num, e)
				}
				if err != nil {
					return err
				}
				rest = rest[line:]
			}
		}
		return nil
	}, nil
}

// indexOf reads /Index: pairs of a first number and a count.
func indexOf(d Dict) (ranges [][2]int, err error) {
	size, is := d.Get("Size").(Int)
	if !is || size < 0 || size > mostObjects {
		return nil, errors.New("a table of no sensible size")
	}
	index, is := d.Get("Index").(Array)
	if !is {
		return [][2]int{{0, int(size)}}, nil
	}
	if len(index.Items)%2 != 0 {
		return nil, errors.New("an index of odd length")
	}
	for i := 0; i < len(index.Items); i += 2 {
		first, a := index.Items[i].(Int)
		count, b := index.Items[i+1].(Int)
		if !a || !b || first < 0 || count < 0 || first > mostObjects || count > mostObjects-first {
			return nil, errors.New("an index of no sensible numbers")
		}
		ranges = append(ranges, [2]int{int(first), int(count)})
	}
	return ranges, nil
}

func streamEntry(b []byte, widths [3]int) (entry, error) {
	var fields [3]uint64
	for i, w := range widths {
		for _, c := range b[:w] {
			fields[i] = fields[i]<<8 | uint64(c)
		}
		b = b[w:]
	}
	kind := fields[0]
	if widths[0] == 0 {
		kind = 1
	}
	const most = 1 << 40
	if kind != 0 && (fields[1] > most || fields[2] > mostObjects) {
		return entry{}, errors.New("a place outside every file")
	}
	switch kind {
	case 0:
		return entry{kind: free}, nil
	case 1:
		return entry{kind: plain, at: int64(fields[1]), gen: int32(fields[2])}, nil
	case 2:
		return entry{kind: packed, at: int64(fields[1]), gen: int32(fields[2])}, nil
	}
	return entry{}, fmt.Errorf("an entry of kind %d", kind)
}
