package pictures

import "tram/local/office"

// BadWidth is of what is typed as the width of a picture.
var BadWidth = office.Failure{
	Name: "pictures.bad-width",
	Said: "“%s” không phải là độ rộng in được.",
	Next: "Hãy gõ số milimét từ 5 đến 120, ví dụ 36 cho con dấu tròn.",
}
