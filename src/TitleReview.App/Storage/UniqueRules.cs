using TitleReview.Domain;
using TitleReview.Domain.Calendar;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Integrity;
using TitleReview.Domain.Notices;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;

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
        "user_name_index" => new LoginNameTaken(),
        _ => null,
    };
}
