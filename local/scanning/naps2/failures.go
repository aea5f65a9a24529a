package naps2

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"tram/local/office"
	"tram/local/scanning"
)

// Unhanded is what a clerk is told of pages that the program has and did not hand over.
var Unhanded = office.Failure{
	Name: "naps2.unhanded",
	Said: "NAPS2 dừng khi đã quét %d trang từ máy %s mà mới giao %d trang.",
	Next: "Hãy mở NAPS2: nó hỏi có lấy lại các trang đó không; lấy lại, lưu ra tệp rồi thêm tệp vào bản nháp. Không thấy hỏi thì quét lại những tờ còn thiếu.",
}

// Alike is told of a device that the program would take for another.
var Alike = office.Failure{
	Name: "naps2.alike",
	Said: "NAPS2 không phân biệt được máy quét “%s” với máy “%s”: tên này nằm trong tên kia.",
	Next: "Hãy tháo hoặc tắt máy kia, hoặc đổi tên một trong hai máy trong Windows.",
}

// sentence is one that the program says (its SdkResources and ConsoleResources), in the
// beginnings by which it is known, and what it means after so many pages.
type sentence struct {
	begins []string
	means  func(name string, pages int) office.Failure
}

func unclear(why string) func(string, int) office.Failure {
	return func(name string, pages int) office.Failure {
		return scanning.Unclear.About(name, scanning.Came(pages), why)
	}
}

func refused(why string) func(string, int) office.Failure {
	return func(name string, _ int) office.Failure { return scanning.Refused.About(name, why) }
}

func gone(name string, pages int) office.Failure {
	if pages == 0 {
		return scanning.NoAnswer.About(name, "NAPS2, TWAIN")
	}
	return scanning.Gone.About(name, "NAPS2 không còn liên lạc được", scanning.Came(pages))
}

var sentences = []sentence{
	{[]string{"No pages are in the feeder", "Không trang sau nằm trong máng"}, func(name string, _ int) office.Failure { return scanning.FeederEmpty.About(name) }},
	{[]string{"The scanner has a paper jam", "Máy quét có kẹt giấy"}, func(name string, pages int) office.Failure { return scanning.Jam.About(name, scanning.Came(pages)) }},
	{[]string{"The scanner's cover is open", "Nắp máy quét mở"}, func(name string, _ int) office.Failure { return scanning.CoverOpen.About(name) }},
	{[]string{"The selected scanner is busy", "Máy quét chọn đang bận", "The scanner is warming up", "Máy quét đang ấm dần lên"}, func(name string, _ int) office.Failure { return scanning.Busy.About(name) }},
	{[]string{"The selected scanner could not be found", "Máy quét chọn không thể được tìm thấy", "The selected scanner is offline", "Máy quét chọn đang ẩn",
		"Communication with the scanning device was interrupted", "No scanning device was found", "Không thấy thiết bị quét", "No device selected"}, gone},
	{[]string{"The selected scanner does not support using a feeder", "Máy quét chọn không hỗ trợ sử dụng một feeder"}, refused("máy không có khay nạp, theo trình điều khiển TWAIN")},
	{[]string{"The selected scanner does not support using duplex", "Máy quét chọn không hỗ trợ sử dụng hai mặt"}, refused("máy không quét hai mặt, theo trình điều khiển TWAIN")},
	{[]string{"The page size could not be parsed"}, refused("NAPS2 không hiểu khổ giấy")},
	{[]string{"The selected driver is not supported", "Driver bạn đang chọn không hỗ trợ", "The driver option was not valid"}, refused("bản NAPS2 này không có TWAIN")},
	{[]string{"An error occurred with the scanning driver", "Có lỗi xảy ra với trình điều khiển", "The worker process crashed", "An unexpected error occurred"}, unclear("trình điều khiển TWAIN bị lỗi")},
	{[]string{"An error occurred when trying to save", "You don't have permission to save", "File already exists"}, unclear("NAPS2 không ghi được trang ra đĩa")},
}

// passed are lines that tell of the work, and of what other lines told.
var passed = []string{"Beginning scan", "Starting scan", "Scanned page", "Exporting", "Finished saving", "No scanned pages to export", "Waiting "}

// meaning is what a line means; nil: it tells of the work.
func meaning(line, name string, pages int) *office.Failure {
	begins := func(all []string) bool {
		for _, b := range all {
			if strings.HasPrefix(line, b) {
				return true
			}
		}
		return false
	}
	if begins(passed) || counted(line) >= 0 {
		return nil
	}
	for _, s := range sentences {
		if begins(s.begins) {
			f := s.means(name, pages)
			return &f
		}
	}
	words := "những lời không đọc được"
	if utf8.ValidString(line) {
		words = "“" + office.Visible(line, longestQuote) + "”"
	}
	f := scanning.Unclear.About(name, scanning.Came(pages), "NAPS2 nói "+words)
	return &f
}

const longestQuote = 120 // letters

// counted is how many pages a line says to have been scanned; -1: it says no such thing.
func counted(line string) int {
	var n int
	if _, err := fmt.Sscanf(line, "%d page(s) scanned.", &n); err != nil || n < 0 {
		return -1
	}
	return n
}

// numbered is the page that a line says to have been scanned; 0: it says no such thing.
func numbered(line string) int {
	var n int
	if _, err := fmt.Sscanf(line, "Scanned page %d.", &n); err != nil {
		return 0
	}
	return n
}
