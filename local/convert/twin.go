package convert

import (
	"context"
	"errors"
	"fmt"

	"tram/local/office"
	"tram/local/pdf"
	"tram/local/store"
)

// twins tell of finished records that a draft may be a second one of: of the same number,
// symbol and day, or whose file one of its own says to be. They keep nobody from the act, and
// are no part of it: another day there may be others.
func (d *Desk) twins(ctx context.Context, c office.Conversion) (list []office.Condition, err error) {
	told := map[office.ID]bool{c.ID: true}
	named, err := d.namedBy(c)
	if err != nil {
		return nil, err
	}
	for _, id := range named {
		other, err := d.Records.Conversion(ctx, id)
		if errors.Is(err, store.NoSuchRecord) || err == nil && (told[id] || other.State != office.Finished) {
			continue
		}
		if err != nil {
			return nil, err
		}
		told[id] = true
		list = append(list, twin(other.ID, other.Code, fmt.Sprintf("Tệp đưa vào mang mã của hồ sơ %s, nhưng không giống từng byte tệp trong kho.", called(other.Document.Number, other.Document.Symbol, other.Code))))
	}
	alike, err := d.Records.Alike(ctx, c.Document)
	for _, other := range alike {
		if !told[other.ID] {
			list = append(list, twin(other.ID, other.Code, fmt.Sprintf("Hồ sơ %s đã hoàn thành cùng số, ký hiệu và ngày.", called(other.Number, other.Symbol, other.Code))))
		}
	}
	return list, err
}

func twin(id office.ID, code office.LookupCode, evidence string) office.Condition {
	k := office.Condition{Point: "Trùng hồ sơ", Asks: "Văn bản này chưa có hồ sơ nào khác (" + string(code) + ")", Part: office.PartTwin, Record: id}
	return k.Owe(evidence, fmt.Sprintf("Hãy mở hồ sơ %s để so: cùng một văn bản thì bỏ bản nháp này, là văn bản khác thì cứ làm tiếp.", code))
}

func called(number, symbol string, code office.LookupCode) string {
	if name := office.Numbered(number, symbol); name != "" {
		return name + " (mã " + string(code) + ")"
	}
	return string(code)
}

// namedBy are the records whose files the PDFs that the pages of a draft came in say to be.
func (d *Desk) namedBy(c office.Conversion) (ids []office.ID, err error) {
	for _, p := range c.Pages {
		if p.Container == "" {
			continue
		}
		of, known := d.claims.Load(p.Container)
		if !known {
			if of, err = d.claimsOf(c.ID, p.Container); err != nil {
				return nil, err
			}
			d.claims.Store(p.Container, of)
		}
		ids = append(ids, of.([]office.ID)...)
	}
	return ids, nil
}

func (d *Desk) claimsOf(draft office.ID, container office.Digest) ([]office.ID, error) {
	t, err := d.tray(context.Background(), draft)
	if err != nil {
		return nil, err
	}
	f, err := t.Container(container)
	if err != nil {
		return nil, err
	}
	return pdf.Named(f, f.Size()), f.Close()
}
