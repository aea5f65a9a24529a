package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"time"

	"tram/local/office"
	"tram/local/station"
)

// formWishes are what was typed of a form of a request, or of the register.
type formWishes struct {
	form, entry string
	sign        bool
	year        int
	file        *output
	key         keyFlags
}

func (w *formWishes) typed(set *flag.FlagSet) {
	set.StringVar(&w.form, "form", "", "biểu mẫu: receipt, supplement, refusal, apology, control (với form)")
	set.StringVar(&w.entry, "entry", "", "bước của hồ sơ mà biểu mẫu nói tới; bỏ trống: bước gần nhất (với form)")
	set.BoolVar(&w.sign, "sign", false, "ký số biểu mẫu, kèm --key hoặc --token (với form)")
	w.key.typed(set)
	set.IntVar(&w.year, "year", 0, "năm của sổ; bỏ trống là năm nay (với register)")
	w.file = addOutput(set, "o", "tệp mới: biểu mẫu .pdf, sổ .pdf hoặc .xlsx, báo cáo .pdf, .xlsx, .csv hoặc .json")
}

// typed are the flags that say by which key a paper is signed.
func (k *keyFlags) typed(set *flag.FlagSet) {
	set.StringVar(&k.file, "key", "", "ký bằng tệp khóa .p12 (mật khẩu: hỏi, hoặc biến TRAM_PIN)")
	set.StringVar(&k.token, "token", "", "ký bằng USB Token: phần mềm điều khiển token (mã PIN: hỏi, hoặc biến TRAM_PIN)")
	set.IntVar(&k.slot, "slot", 0, "khe của token (xem “tramctl keys”)")
	set.StringVar(&k.tsa, "tsa", "", "máy chủ dấu thời gian cho lần này, thay cho máy chủ trong Cài đặt")
}

// formWritten is a form, or the register, that lies in a file.
type formWritten struct {
	File   string `json:"file"`
	Form   string `json:"form,omitempty"`
	Code   string `json:"code,omitempty"`
	Signed bool   `json:"signed,omitempty"`
	Year   int    `json:"year,omitempty"`
	Rows   *int   `json:"rows,omitempty"` // of the register
}

func (f formWritten) print(w io.Writer) {
	if f.Rows != nil {
		fmt.Fprintf(w, "Đã ghi %s: sổ theo dõi hồ sơ năm %d, %d hồ sơ.\n", visible(f.File), f.Year, *f.Rows)
		return
	}
	signed := ""
	if f.Signed {
		signed = ", đã ký số"
	}
	fmt.Fprintf(w, "Đã ghi %s%s.\n", visible(f.File), signed)
}

// one writes a form of a request, and signs it where that is wished.
func (w *formWishes) one(ctx context.Context, t *terminal, s *station.Station, code string) (result, error) {
	was, err := s.RequestNamed(office.Again(ctx), code)
	if err != nil {
		return nil, err
	}
	if err := w.file.free(s.Home()); err != nil { // before a key is opened
		return nil, err
	}
	if w.sign {
		if err := w.key.open(ctx, t, s); err != nil {
			return nil, err
		}
	}
	wish := office.RequestFormWish{Request: was.Request.ID, Form: w.form, Entry: office.ID(w.entry), Sign: w.sign}
	err = w.file.through(s.Home(), func(path string) error { return s.SaveRequestForm(ctx, wish, path) })
	return formWritten{File: w.file.path, Form: w.form, Code: was.Request.Code, Signed: w.sign}, err
}

// register writes the follow-up register of a year.
func (w *formWishes) register(ctx context.Context, s *station.Station, by string) (result, error) {
	if w.year == 0 {
		w.year = time.Now().In(office.VietNam).Year()
	}
	told := formWritten{File: w.file.path, Year: w.year}
	err := w.file.through(s.Home(), func(path string) error {
		rows, err := s.SaveRequestRegister(ctx, w.year, path, by)
		told.Rows = &rows
		return err
	})
	return told, err
}
