package settings

import "tram/local/office"

// What can be wrong with what is typed into the settings of signing.
var (
	BadWidth = office.Failure{
		Name: "settings.bad-width",
		Said: "“%s” không phải là độ rộng in được.",
		Next: "Hãy gõ số milimét từ 5 đến 120, ví dụ 36 cho con dấu tròn.",
	}
	BadStampURL = office.Failure{
		Name: "settings.bad-stamp-url",
		Said: "“%s” không phải là địa chỉ máy chủ.",
		Next: "Địa chỉ đúng bắt đầu bằng http:// hoặc https://, ví dụ http://tsa.ca.gov.vn. Nếu chưa có, hãy để trống.",
	}
)
