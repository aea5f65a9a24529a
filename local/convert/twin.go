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
// symbol and day, or whose file one of its own says to be. They keep nobody from the act.
func (d *Desk) twins(ctx context.Context, c office.Conversion, from pages) (list []office.Condition, err error) {
	told := map[office.ID]bool{c.ID: true}
	named, err := d.namedBy(c, from)
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
		list = append(list, ownFile(other))
	}
	alike, err := d.Records.Alike(ctx, c.Document)
	for _, other := range alike {
		if !told[other.ID] {
			list = append(list, sameNumber(other))
		}
	}
	return list, err
}

func sameNumber(other office.Row) office.Condition {
	k := office.Condition{Point: "Trùng hồ sơ", Asks: "Văn bản này chưa có hồ sơ nào khác (" + string(other.Code) + ")", Part: office.PartTwin, Record: other.ID}
	return k.Owe(fmt.Sprintf("Hồ sơ %s đã hoàn thành cùng số, ký hiệu và ngày.", called(other.Number, other.Symbol, other.Code)),
		fmt.Sprintf("Hãy mở hồ sơ %s để so: cùng một văn bản thì bỏ bản nháp này, là văn bản khác thì cứ làm tiếp.", other.Code))
}

func ownFile(other office.Conversion) office.Condition {
	k := office.Condition{Point: "Tệp của hồ sơ", Asks: "Tệp đưa vào không phải tệp của một hồ sơ (" + string(other.Code) + ")", Part: office.PartTwin, Record: other.ID}
	return k.Owe(fmt.Sprintf("Tệp đưa vào mang mã của hồ sơ %s, nhưng không giống từng byte tệp trong kho.", called(other.Document.Number, other.Document.Symbol, other.Code)),
		fmt.Sprintf("Hãy mở hồ sơ %s để so. Cần tệp của hồ sơ ấy thì bỏ bản nháp này và xuất từ hồ sơ; cần số hóa lại thì quét từ giấy.", other.Code))
}

// gone tells of what was doubted before an act that was gone on with all the same, as its
// record keeps it.
func gone(doubts []office.Condition) []office.Condition {
	for i := range doubts {
		doubts[i].Next = "Phần mềm thấy điều này trước khi hoàn thành; người thực hiện vẫn làm tiếp."
	}
	return doubts
}

func called(number, symbol string, code office.LookupCode) string {
	if name := office.Numbered(number, symbol); name != "" {
		return name + " (mã " + string(code) + ")"
	}
	return string(code)
}

// namedBy are the records whose files the PDFs that the pages of a draft came in say to be.
func (d *Desk) namedBy(c office.Conversion, from pages) (ids []office.ID, err error) {
	for _, p := range c.Pages {
		if p.Container == "" {
			continue
		}
		of, known := d.claims.Load(p.Container)
		if !known {
			if of, err = claimsOf(from, p.Container); err != nil {
				return nil, err
			}
			d.claims.Store(p.Container, of)
		}
		ids = append(ids, of.([]office.ID)...)
	}
	return ids, nil
}

func claimsOf(from pages, container office.Digest) ([]office.ID, error) {
	f, err := from.Container(container)
	if err != nil {
		return nil, err
	}
	return pdf.Named(f, f.Size()), f.Close()
}
