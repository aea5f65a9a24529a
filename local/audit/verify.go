package audit

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"tram/local/office"
	"tram/local/papercode"
	"tram/local/store"
)

// Voucher tells who vouches for the key of a station, and whether this PC believes it:
// by a certificate that it trusts, or because the office here took the key in.
type Voucher func(ctx context.Context, key papercode.KeyFile) (by string, believed bool, notes []string)

// What a file may hold: more is not of ours.
const (
	mostOpening = 256 << 10 // bytes of its first line
	mostLine    = 64 << 20  // bytes of an entry
)

// Prove follows a signed export from its first entry to its last, and tells what was
// looked at and against whom it stands. vouch may be nil: nobody here knows keys. head
// is a hash, or its beginning, that somebody wrote down before; empty: none is known. It
// fails with HeadUnclear, and with NewerExport where an entry has a form that this program
// cannot check.
func Prove(ctx context.Context, r io.Reader, vouch Voucher, head string) (office.Proof, error) {
	head, err := TypedHead(head)
	if err != nil {
		return office.Proof{}, err
	}
	p := proving{head: head}
	lines := bufio.NewReaderSize(r, 64<<10)
	p.front = skipFront(lines)
	resaved := isResaved(lines)
	first, err := readLine(lines, mostOpening)
	if err != nil || p.open(first) != nil {
		return office.Proof{Verdict: office.Changed, Said: openingSaid(resaved)}, ctx.Err()
	}
	if err := p.follow(ctx, lines); err != nil {
		return office.Proof{}, err
	}
	if p.wrong == "" && p.newer > 0 {
		return office.Proof{}, NewerExport.About(p.newer)
	}
	p.keys(ctx, vouch)
	return p.told(), nil
}

// proving is one walk over a file.
type proving struct {
	s         Statement
	signature []byte
	key       papercode.KeyFile
	head      string
	front     int // bytes before the first line that say nothing

	wrong  string // the first thing that is; empty: nothing
	newer  int64  // the first entry of a form that this program does not know; 0: none
	met    int64
	meets  int64 // the entry whose hash is head; 0: none
	checks []office.Condition
	owes   bool
}

// open reads the first line.
func (p *proving) open(first []byte) error {
	var o opening
	closed := bytes.TrimSuffix(first, []byte(`,"entries":[`))
	if len(closed) == len(first) {
		return errors.New("it has no entries")
	}
	closed = append(closed, '}')
	if err := json.Unmarshal(closed, &o); err != nil || o.Format != exportFormat {
		return errors.Join(errors.New("another format"), err)
	}
	if again, err := line(o); err != nil || !bytes.Equal(again, closed) {
		return errors.Join(errors.New("not in its one form"), err)
	}
	var err error
	if p.s, err = parseStatement(o.Statement); err != nil {
		return err
	}
	if p.signature = o.Signature; p.s.Key != office.DigestOf(o.Key) {
		return errors.New("another key file")
	}
	p.key, err = papercode.ReadKeyFile(bytes.NewReader(o.Key))
	return err
}

// follow reads the entries.
func (p *proving) follow(ctx context.Context, lines *bufio.Reader) error {
	c := following(p.s)
	for ended := false; p.wrong == "" && !ended; {
		if err := ctx.Err(); err != nil {
			return err
		}
		b, err := readLine(lines, mostLine)
		switch {
		case err != nil:
			p.wrong = fmt.Sprintf("tệp bị cắt sau mục %d", c.last.Seq)
		case string(b) == exportEnd:
			ended = true
		default:
			p.take(c, bytes.TrimSuffix(b, []byte(",")))
		}
	}
	if p.wrong == "" {
		p.wrong = p.ends(c, lines)
	}
	p.met = c.met
	return nil
}

// take looks at one entry.
func (p *proving) take(c *chain, b []byte) {
	var w written
	if err := json.Unmarshal(b, &w); err != nil {
		p.wrong = fmt.Sprintf("dòng sau mục %d không đọc được", c.last.Seq)
		return
	}
	again, err := line(w)
	e := w.entry()
	switch {
	case err != nil || !bytes.Equal(again, b):
		p.wrong = fmt.Sprintf("dòng sau mục %d không đúng dạng", c.last.Seq)
		return
	case e.Form > store.NewestForm && p.newer == 0:
		p.newer = e.Seq
	case e.Form <= store.NewestForm && store.HashOf(e) != e.Hash:
		p.wrong = fmt.Sprintf("mục %d đã bị sửa: mã băm không khớp", e.Seq)
		return
	}
	if p.head != "" && strings.HasPrefix(string(e.Hash), p.head) {
		p.meets = e.Seq
	}
	p.wrong = c.next(e)
}

// ends compares the end with what the statement says.
func (p *proving) ends(c *chain, lines *bufio.Reader) string {
	rest, _ := io.ReadAll(io.LimitReader(lines, 1))
	switch {
	case c.last.Seq != p.s.To || c.last.Hash != p.s.Head || c.met == 0:
		return fmt.Sprintf("tệp dừng ở mục %d, trong khi lời khai của nó nói tới mục %d", c.last.Seq, p.s.To)
	case c.last.Station != p.s.Station:
		return "mục cuối không phải của trạm mà lời khai nêu"
	case len(rest) > 0:
		return "sau phần cuối của tệp còn chữ khác"
	}
	return ""
}

const (
	pointChain  = "Chuỗi nhật ký"
	pointKey    = "Chữ ký của trạm"
	pointOwner  = "Khóa của ai"
	pointAnchor = "Mốc đã biết từ trước"
	pointBegin  = "Mục đầu tiên"
	pointFront  = "Đầu tệp"
)

// keys looks at the signature, and asks who vouches for the key.
func (p *proving) keys(ctx context.Context, vouch Voucher) {
	key := p.key.Statement
	if p.wrong == "" && (!key.Key.Vouched(p.s.Bytes(), p.signature) || key.Station != p.s.Station) {
		p.wrong = "chữ ký của trạm không khớp với lời khai của tệp"
	}
	if p.wrong != "" {
		return
	}
	p.add(asking(pointChain, "mỗi mục mang mã băm của mục trước").Meet("Đã theo từng mục, từ mục %d đến mục %d (%d mục).", p.s.From, p.s.To, p.met))
	p.add(asking(pointKey, "lời khai của tệp được khóa của trạm ký").Meet("Khóa %s ký lời khai lập lúc %s.", key.Key.ID(), office.ISO(p.s.At)))
	if p.front > 0 {
		p.add(asking(pointFront, "tệp đúng như trạm đã ghi").Owe(fmt.Sprintf("Trước nội dung có %d byte không nói gì (dấu bảng mã, khoảng trắng) mà trạm không ghi; phần nội dung đúng từng byte.", p.front),
			"Không phải làm gì; cần tệp y nguyên thì xin lại tệp gốc."))
	}
	p.owner(ctx, vouch)
	p.anchored()
	if p.s.From > 1 {
		p.add(asking(pointBegin, "nhật ký từ lúc trạm được khai sinh").Owe(fmt.Sprintf("Tệp bắt đầu từ mục %d; các mục trước đó không có ở đây.", p.s.From),
			"Hãy xin bản xuất toàn bộ nếu cần các mục trước."))
	}
}

// owner asks whose key it is.
func (p *proving) owner(ctx context.Context, vouch Voucher) {
	const asks = "biết khóa ấy là của ai"
	key := p.key.Statement
	if key.Office != p.s.Office || key.Code != p.s.Code {
		p.add(asking(pointOwner, asks).Owe(fmt.Sprintf("Lời khai nêu “%s” (%s), còn khóa là của “%s” (%s).", office.Visible(p.s.Office, mostValue), office.Visible(p.s.Code, mostValue), key.Office, key.Code),
			"Hãy hỏi cơ quan lập tệp: cơ quan đã đổi tên sau khi lập khóa, hay tệp tự xưng là của cơ quan khác."))
	}
	said := []string{"Khóa tự nói là của “" + key.Office + "”; ở đây không có gì xác nhận điều đó."}
	if vouch != nil {
		by, believed, notes := vouch(ctx, p.key)
		if believed {
			p.add(asking(pointOwner, asks).Meet("Khóa của “%s”: %s.", key.Office, by))
			return
		}
		said = append(said, notes...)
	}
	p.add(asking(pointOwner, asks).Owe(strings.Join(said, " "),
		"Hãy gọi cho cơ quan đó và so mã khóa "+string(key.Key.ID())+", hoặc nhập tệp khóa của trạm (tramctl trust add)."))
}

// anchored compares with what somebody knew before. Without it whoever holds the key
// could have written another history before the file was made.
func (p *proving) anchored() {
	const asks = "nhật ký không bị viết lại trước khi xuất"
	switch {
	case p.head == "":
		p.add(asking(pointAnchor, asks).Owe("Chưa so với mốc nào đã biết từ trước: tệp chỉ cho thấy từ lúc lập đến nay nó không đổi. Ai giữ khóa của trạm thì viết lại được nhật ký trước lúc đó.",
			"Hãy kiểm kèm --head với mã băm in trên một báo cáo cũ của trạm."))
	case p.meets == 0:
		p.wrong = "mã băm đã biết từ trước không có trong chuỗi này: nhật ký đã bị viết lại hoặc bị cắt, hoặc mã là của một trạm khác"
	case p.meets < p.s.To:
		p.add(asking(pointAnchor, asks).Meet("Mã đã biết từ trước là của mục %d: mọi mục tới đó đúng như lúc ấy. Các mục sau đó dựa vào khóa của trạm.", p.meets))
	default:
		p.add(asking(pointAnchor, asks).Meet("Mã đã biết từ trước là của mục cuối, %d: mọi mục đúng như lúc ấy.", p.meets))
	}
}

func asking(point, asks string) office.Condition { return office.Condition{Point: point, Asks: asks} }

func (p *proving) add(c office.Condition) {
	p.checks = append(p.checks, c)
	p.owes = p.owes || c.Met == office.IsOwed
}

// told is the whole answer.
func (p *proving) told() office.Proof {
	whose := fmt.Sprintf("nhật ký của trạm %s, “%s”", p.s.Station.Short(), office.Visible(p.s.Office, mostValue))
	if p.wrong != "" {
		return office.Proof{Verdict: office.Changed, Said: "Tệp nói là " + whose + ", nhưng " + p.wrong + ".", Checks: p.checks}
	}
	said := fmt.Sprintf("Đây là %s, từ mục %d đến mục %d, xuất lúc %s bởi %s. Mã băm mục cuối: %s.", whose, p.s.From, p.s.To,
		p.s.At.In(office.VietNam).Format("15:04 ngày 02/01/2006"), office.Visible(p.s.By, mostValue), p.s.Head)
	if p.s.Elsewhere > 0 {
		said += fmt.Sprintf(" Trạm còn giữ %d mục của trạm khác, không có trong tệp này.", p.s.Elsewhere)
	}
	return office.Proof{Verdict: office.Proven, Said: said, Checks: p.checks, Reserved: p.owes}
}

// readLine reads one line of at most so many bytes, without its end.
func readLine(r *bufio.Reader, most int) ([]byte, error) {
	var b []byte
	for {
		part, err := r.ReadSlice('\n')
		b = append(b, part...)
		switch {
		case len(b) > most:
			return nil, errors.New("a line without end")
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil:
			return nil, err
		}
		return bytes.TrimSuffix(b, []byte("\n")), nil
	}
}
