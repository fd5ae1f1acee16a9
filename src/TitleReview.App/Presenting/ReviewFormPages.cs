using TitleReview.App.Filings;
using TitleReview.Documents.ReviewForms;
using TitleReview.Domain;
using TitleReview.Domain.Approvals;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Filings.Forms;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.Results;

namespace TitleReview.App.Presenting;

/// <summary>把提交底稿填进评审表各页：哪一栏填到哪一格，只在这里。</summary>
internal static class ReviewFormPages
{
    public static ReviewFormData Fill(FilingDossier d, Submission submission, byte[]? photo, string code, string checkAddress, Moment now)
    {
        var form = submission.Form;
        var basic = form.Single(FormCatalogue.Basic);
        var print = d.Plan.Terms.Print;
        return new ReviewFormData
        {
            FilingNumber = d.Filing.Number,
            Cover = new Cover(d.Employer.Name, d.Applicant.Name, basic["post"], d.Plan.Terms.TitleName(submission.Choice), submission.SubmittedAt.ToOffset(Moment.Beijing).Date is var day
                ? DateOnly.FromDateTime(day).Print() : "", d.Plan.Terms.Organiser),
            Basics = Basics(d, form, basic),
            Photo = photo,
            PhotoPasted = print.PhotoPasted,
            Studies = [.. form.Rows(FormCatalogue.Education).Select(r => new Study(Period(r), r["major"], r["school"], r["length"], Degree(r), r["witness"]))],
            Jobs = [.. form.Rows(FormCatalogue.Work).Select(r => new Job(Period(r), r["employer"], r["post"], r["witness"]))],
            EarlierAchievements = [.. Achievements(form, "任现职前")],
            Achievements = [.. Achievements(form, "任现职后"), .. Awards(form), .. Properties(form)],
            Publications = [.. form.Rows(FormCatalogue.Paper).Select(r => new Publication(Month(r["date"]), r["name"], r["publication"], r["authorship"]))],
            Summary = form.Single(FormCatalogue.Summary)["text"],
            Appraisals = string.Join("；", form.Rows(FormCatalogue.Appraisal).OrderBy(r => r["year"], StringComparer.Ordinal).Select(r => $"{r["year"]}年度：{r["result"]}")),
            EmployerOpinion = print.HandWrittenOpinion ? "" : OpinionOf(d, d.Filing.Stops.LastOrDefault(s => s.Step.Kind == OfficeKind.Employer)),
            EmployerOpinionByHand = print.HandWrittenOpinion ? d.Plan.Terms.Opinions.FirstOrDefault(o => o.Stop == OfficeKind.Employer && o.IsDefault)?.Text ?? "" : null,
            PresentingOpinion = OpinionOf(d, Presenting(d.Filing.Stops)),
            Pledge = d.Plan.Terms.PledgeText(),
            PledgeByHand = print.HandWrittenPledge,
            CheckCode = code,
            CheckAddress = checkAddress,
            PrintedAt = now.Instant,
        };
    }

    /// <summary>第 9 页（N12）：票数只来自封存的计票；评审之前空着。</summary>
    public static ReviewFormData WithPageNine(ReviewFormData form, PageNine? page) => page is null ? form : form with
    {
        Vote = new CommitteeVote(page.Members, page.Attending, page.InFavour, page.Against, page.Remark), CommitteeOpinion = page.Opinion, ConfirmingOpinion = page.Confirming,
    };

    private static BasicFacts Basics(FilingDossier d, FilingForm form, FormRow basic)
    {
        var highest = form.Rows(FormCatalogue.Education) is [.., var last] ? last : null;
        return new BasicFacts
        {
            Name = d.Applicant.Name,
            FormerName = basic["formerName"],
            Gender = d.Applicant.Sex.Label(),
            Ethnicity = basic["ethnicity"],
            BirthDate = d.Applicant.BirthDate.Print(),
            BirthPlace = basic["birthplace"],
            Salary = basic["salary"],
            WorkingSince = Month(basic["workStarted"]),
            Health = basic["health"],
            Education = highest is null ? new() : new HighestEducation(Month(highest["to"]), highest["school"], highest["major"], highest["length"], Degree(highest)),
            CurrentPost = Joined(basic["post"], Month(basic["postSince"])),
            CurrentWork = basic["engagedIn"],
            TitleHeld = basic["qualification"],
            AdministrativePost = basic["office"],
            PartyMembership = basic["party"],
            DemocraticParty = basic["democraticParty"],
            Societies = basic["societies"],
            ForeignLanguages = basic["languages"],
        };
    }

    private static IEnumerable<Achievement> Achievements(FilingForm form, string phase) =>
        form.Rows(FormCatalogue.Achievement).Where(r => r["phase"] == phase).Select(r => new Achievement(Period(r), r["name"], r["role"], r["effect"]));

    private static IEnumerable<Achievement> Awards(FilingForm form) =>
        form.Rows(FormCatalogue.Award).Select(r => new Achievement(r["date"], $"获奖：{r["name"]}", $"本人排名：{r["rank"]}", $"{r["level"]}，{r["authority"]}授予"));

    private static IEnumerable<Achievement> Properties(FilingForm form) =>
        form.Rows(FormCatalogue.Property).Select(r => new Achievement(r["date"], $"{r["kind"]}：{r["name"]}", $"本人排名：{r["rank"]}", $"编号：{r["number"]}"));

    /// <summary>
    /// 呈报单位：把材料报到评委会（没有评委会的，报到末级）的那一站，因为“呈报”就是报给它。
    /// 用人单位直接报的没有这一站（地直单位、阿克苏），这一格留给主管部门盖章。
    /// </summary>
    internal static Stop? Presenting(IReadOnlyList<Stop> stops) =>
        stops.TakeWhile(s => s.Step is { IsCommittee: false, IsFormalityCheck: false }).LastOrDefault(s => s.Step.Kind != OfficeKind.Employer);

    /// <summary>这一级最近一次通过时的意见。</summary>
    private static string OpinionOf(FilingDossier d, Stop? stop) =>
        stop is null || d.Filing.History.LastOrDefault(e => e.Action == FilingAction.Approve && e.Office == stop.OfficeName) is not { } passed ? ""
        : passed.ByDeputy && d.Plan.Terms.Print.DeputyNamed ? $"{passed.Opinion}（{passed.UserName}）" : passed.Opinion ?? "";

    private static string Period(FormRow row) => $"{Month(row["from"])}—{(row["to"].Length == 0 ? "至今" : Month(row["to"]))}";

    private static string Month(string value) => value.Replace('-', '.');

    private static string Degree(FormRow row) => row["degree"] is "" or FormField.None ? row["level"] : $"{row["level"]}、{row["degree"]}";

    private static string Joined(string text, string date) => text is "" or FormField.None || date.Length == 0 ? text : $"{text}（{date}）";
}
