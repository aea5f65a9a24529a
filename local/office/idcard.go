package office

import "strings"

// cardFields is how many fields the code on an identity card has at least: the number, the old number,
// the name, the day of birth, the sex, the place of residence and the day of issue, with a bar between.
const cardFields = 7

// ParseCard reads the words of the code on a Vietnamese identity card (thẻ căn cước), as a reader at the
// counter types them: whose it is, with their number and place of residence. What is none tells false.
func ParseCard(typed string) (who Applicant, is bool) {
	all := strings.Split(strings.TrimSpace(typed), "|")
	if len(all) < cardFields || len(all) > 2*cardFields || !isPersonNumber(all[0]) || strings.TrimSpace(all[2]) == "" {
		return who, false
	}
	return Applicant{Number: all[0], Name: strings.TrimSpace(all[2]), Address: strings.TrimSpace(all[5])}, true
}

// personDigits is how many digits the number of a person has.
const personDigits = 12

func isPersonNumber(typed string) bool {
	return len(typed) == personDigits && strings.Trim(typed, "0123456789") == ""
}
