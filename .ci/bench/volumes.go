package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"tram/assets"
	"tram/local/volume"
)

// registerRows is how many entries the measured register has: what a commune registers in a year.
const registerRows = 5000

// registerRow is one entry, as long as those of a commune are.
func registerRow(i int) []string {
	day := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i/20)
	words := []string{"về việc phê duyệt danh mục hồ sơ năm 2026", "về việc triển khai công tác phòng, chống thiên tai và tìm kiếm cứu nạn trên địa bàn xã",
		"báo cáo kết quả thực hiện nhiệm vụ tháng, phương hướng tháng tới", "xác nhận tình trạng hôn nhân của công dân"}
	return []string{
		fmt.Sprintf("%02d/QĐ-UBND", i+1), day.Format("02/01/2006"), "Quyết định " + words[i%len(words)], "Nguyễn Văn Mẫu", "Các thôn",
		"Văn phòng HĐND và UBND xã", strconv.Itoa(1 + i%12), day.Format("02/01/2006"), "", "",
	}
}

// writeRegister writes the measured register as PDF.
func writeRegister(out string) error {
	kind, ok := volume.Of("out")
	if !ok {
		return fmt.Errorf("no such register")
	}
	v := volume.Volume{
		Kind: kind, Office: "Ủy ban nhân dân xã Mẫu", Year: 2026, First: "01", Last: strconv.Itoa(registerRows), Number: 1, At: time.Unix(1_790_000_000, 0),
		Rows: func(yield func([]string, error) bool) {
			for i := range registerRows {
				if !yield(registerRow(i), nil) {
					return
				}
			}
		},
	}
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := v.Table().PDF(context.Background(), f); err != nil {
		return err
	}
	return f.Close()
}

// writeRegisterRows writes its entries as CSV, for a program that is no part of ours.
func writeRegisterRows(out io.Writer) error {
	w := csv.NewWriter(out)
	for i := range registerRows {
		if err := w.Write(registerRow(i)); err != nil {
			return err
		}
	}
	w.Flush()
	return w.Error()
}

// registers prints what our register costs beside the same one of go-pdf/fpdf, a program of its
// own, both measured in turn.
func registers(out io.Writer, folder, fpdf string) error {
	rows, font := filepath.Join(folder, "register.csv"), filepath.Join(folder, "serif.ttf")
	if err := os.WriteFile(font, assets.Serif, 0o600); err != nil {
		return err
	}
	f, err := os.Create(rows)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := writeRegisterRows(f); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	ours, theirs := filepath.Join(folder, "register-tram.pdf"), filepath.Join(folder, "register-fpdf.pdf")
	all := []*contender{
		{name: "sổ đăng ký (local/volume)", args: []string{os.Args[0], "register", ours}},
		{name: "go-pdf/fpdf", args: []string{fpdf, rows, font, theirs}},
	}
	b := bench{runs: 9}
	if err := b.race(all...); err != nil {
		return err
	}
	fmt.Fprintf(out, "Sổ đăng ký văn bản đi %d dòng ra PDF; trung vị của %d lượt xen kẽ, sau một lượt khởi động; tải máy %s\n", registerRows, b.runs, busy())
	for i, file := range []string{ours, theirs} {
		stat, err := os.Stat(file)
		if err != nil {
			return err
		}
		m := all[i].median()
		fmt.Fprintf(out, "%-28s %5d ms CPU %6.1f MB, tệp %.2f MB\n", all[i].name, m.cpu.Milliseconds(), float64(m.peak)/1e6, float64(stat.Size())/1e6)
	}
	return nil
}
