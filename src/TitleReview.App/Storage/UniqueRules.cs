using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Calendar;
using TitleReview.Domain.Committees;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Integrity;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Presenting;
using TitleReview.Domain.Results;

namespace TitleReview.App.Storage;

/// <summary>多行之间的规则由唯一索引守着；索引名对应给人的一句话。</summary>
internal static class UniqueRules
{
    public static Refusal? Refuse(string? index) => index switch
    {
        "ux_offices_credit_code" => new CreditCodeTaken(),
        "ux_applicants_resident_id" => new ResidentIdTaken(),
        "ux_filings_one_per_plan" => new AlreadyFiled(),
        "ux_notices_one_per_submission" => new NoticeAlreadyPosted(),
        "pk_regional_holidays" => new RegionalHolidayTaken(),
        "ux_integrity_once_per_filing" => new AlreadyBarredForFiling(),
        "ux_proposals_waiting" => new AlreadyProposed(),
        "ux_payments_serial" or "ux_bank_lines_same" => new SerialTaken(),
        "ux_bank_corrections_waiting" => new CorrectionWaiting(),
        "ux_review_results_once" => new ResultsTakenAlready(),
        "ux_exemptions_live" => new ExemptAlready(),
        "ux_language_tests_live" => new TestedAlready(),
        "ux_draws_live" => new DrawUnderWay(),
        "ux_meeting_cases_live" => new JustListed(),
        "ux_presences_here" => new JustSignedIn(),
        "ux_saved_filters_name" => new FilterNameTaken(),
        "user_name_index" => new LoginNameTaken(),
        _ => null,
    };
}
