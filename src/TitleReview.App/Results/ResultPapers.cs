using Microsoft.EntityFrameworkCore;
using TitleReview.App.Notices;
using TitleReview.App.People;
using TitleReview.App.Presenting;
using TitleReview.App.Storage;
using TitleReview.Documents.Letters;
using TitleReview.Documents.Notices;
using TitleReview.Documents.Rosters;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Certificates;
using TitleReview.Domain.Permissions;
using TitleReview.Domain.Results;

namespace TitleReview.App.Results;

/// <summary>评审结果公示的海报：正文、名单、公示页的二维码；评审办事机构与要同步公示的单位都印这一份。</summary>
[Does(Act.ReadResults)]
public sealed class PrintResultPoster(TenantSessions sessions, DocumentWorker worker, PublicAddress address)
{
    public async Task<(byte[]? Pdf, Refusal? Refusal)> Run(ResultNoticeId id, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var notice = await session.ResultNoticesWhole().AsNoTracking().SingleOrDefaultAsync(n => n.Id == id, ct);
        var mirror = notice?.Mirrors.FirstOrDefault(m => m.EmployerId == session.Actor.OfficeId);
        if (session.WhyNot(Act.MirrorResults, mirror) is not null && session.WhyNot(Act.ReadResults, notice?.OfficeId, "个公示") is { } refusal) return (null, refusal);

        var signed = mirror?.EmployerId ?? notice!.OfficeId;
        var office = await session.Db.Offices.Where(o => o.Id == signed).Select(o => o.Name).SingleAsync(ct);
        var terms = await session.Db.Plans.Where(p => p.Id == notice!.PlanId).Select(p => p.Terms).SingleAsync(ct);
        return (await NoticePrinter.Print(new NoticeData
        {
            Title = "评审结果公示",
            Paragraphs = [.. notice!.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(p => new NoticeParagraph(p)), new("公示期内有异议的，请扫下面的二维码反映，或写信、打电话反映。反映要实事求是；署名并留联系方式的，便于核查答复。")],
            Heads = ["序号", "姓名", "工作单位", "专业", "职务"],
            Rows = [.. notice.People.Select((p, at) => (IReadOnlyList<string>)[$"{at + 1}", p.Name, p.Employer, p.Specialty, p.Title])],
            Contact = string.Join("；", terms.Contacts.Lines),
            SignatureLines = [$"{office}（印章）", new Moment(notice.PostedAt).Today.Print()],
            Page = address.Results(session.Tenant.Slug, notice.Code),
            PrintedAt = notice.PostedAt,
        }, worker, ct), null);
    }
}

/// <summary>评审会之后的几种名册：通过、未通过、发文名单、证书领取表。</summary>
public enum ResultList { Passed, NotPassed, Document, Collection }

/// <summary>下载名册，电子表格或打印件；印有身份证号码的留一句审计。</summary>
[Does(Act.ReadResults)]
public sealed class ExportResults(TenantSessions sessions, Vault vault, DocumentWorker worker)
{
    private sealed record Column(string Name, double Millimetres, Func<ResultRow, int, string> Value);

    public async Task<(byte[]? Bytes, string FileName, Refusal? Refusal)> Run(MeetingId id, ResultList list, bool pdf, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.Db.Meetings.AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, ct);
        if (session.WhyNot(Act.ReadResults, meeting?.OfficeId, "次评审会") is { } refusal) return (null, "", refusal);

        var all = await session.ResultRows(session.Db.ReviewResults.AsNoTracking().Where(r => r.MeetingId == id), ct);
        var certificates = await session.Db.Certificates.AsNoTracking().Where(c => c.State == CertificateState.Valid && session.Db.ReviewResults.Any(r => r.Id == c.ResultId && r.MeetingId == id)).ToDictionaryAsync(c => c.ResultId, ct);
        var rows = all.Where(r => list switch
        {
            // 表决过的各位，不在这一张就在那一张；后来撤销的、要重新评审的，备注里写明。
            ResultList.Passed => HasPassed(r),
            ResultList.NotPassed => !HasPassed(r),
            ResultList.Document => r.Result.State == ResultState.Confirmed,
            _ => certificates.ContainsKey(r.Result.Id),
        }).ToList();
        var (office, columns) = (await session.Db.Offices.Where(o => o.Id == meeting!.OfficeId).Select(o => o.Name).SingleAsync(ct), Columns(session, list, certificates));
        var (title, line) = ($"{meeting!.Title}{list.Title()}", $"{office}　共 {rows.Count} 人　{session.Now.Today.Print()}");
        var cells = rows.Select((r, at) => (IReadOnlyList<string>)[.. columns.Select(c => c.Value(r, at + 1))]).ToList();
        var bytes = pdf
            ? await SheetPrinter.Print(new SheetData { Title = title, Line = line, Columns = [.. columns.Select(c => new SheetColumn(c.Name, c.Millimetres / 10))], Rows = cells, Signatures = [$"{office}（盖章）"], PrintedAt = session.Now.Instant, Landscape = true }, worker, ct)
            : TableXlsx.Write(new TableSheet(list.Title(), title, line, [.. columns.Select(c => new TableColumn(c.Name, c.Millimetres))], cells, session.Now.Instant));
        if (list != ResultList.Document) return (bytes, $"{list.Title()}.{(pdf ? "pdf" : "xlsx")}", null);

        session.Note($"下载{list.Title()} {rows.Count} 人，含身份证号码");
        return await session.Save(ct) is { } failed ? (null, "", failed) : (bytes, $"{list.Title()}.{(pdf ? "pdf" : "xlsx")}", null);
    }

    private static bool HasPassed(ResultRow row) => row.Result.Verdict == Verdict.Passed && row.Result.State != ResultState.NotPassed;

    private List<Column> Columns(TenantSession session, ResultList list, IReadOnlyDictionary<ResultId, Certificate> certificates)
    {
        List<Column> common = [new("序号", 12, (_, at) => $"{at}"), new("姓名", 36, (r, _) => certificates.TryGetValue(r.Result.Id, out var issued) ? issued.Facts.Name : r.Applicant.Name), new("工作单位", 56, (r, _) => r.Employer), new("专业", 30, (r, _) => r.Filing.Choice.Specialty), new("职务", 30, (r, _) => r.Title)];
        return list switch
        {
            ResultList.Passed or ResultList.NotPassed =>
            [
                .. common, new("委员", 14, (r, _) => $"{r.Counted?.Members}"), new("参加", 14, (r, _) => $"{r.Counted?.Attending}"), new("同意", 14, (r, _) => $"{r.Counted?.InFavour}"), new("不同意", 16, (r, _) => $"{r.Counted?.Against}"), new("弃权", 14, (r, _) => $"{r.Counted?.Abstained}"), new("没有投", 16, (r, _) => $"{r.Counted?.Tally?.NotCast}"),
                new("备注", 36, (r, _) => !r.Reconciles ? "票数与封存的不符，不可采信" : list == ResultList.Passed || r.Result.State == ResultState.Reexamining ? r.Result.State.Label() : r.Result.Reason ?? r.Result.EndReason ?? ""),
            ],
            ResultList.Document =>
            [
                .. common.Take(2), new("性别", 14, (r, _) => r.Applicant.Sex.Label()), new("身份证号码", 44, (r, _) => vault.Open(session.Tenant.Id, RegisterApplicant.ResidentIdPurpose, r.Applicant.SealedResidentId)), .. common.Skip(2),
                new("取得方式", 20, (r, _) => r.Filing.Choice.Track.Label()), new("文号", 44, (r, _) => r.Result.DocumentNumber ?? ""), new("日期", 28, (r, _) => r.Result.ConfirmedOn?.Print() ?? ""),
            ],
            _ => [.. common, new("证书编号", 44, (r, _) => certificates[r.Result.Id].Number), new("领取人签字", 34, (_, _) => ""), new("日期", 26, (_, _) => "")],
        };
    }
}

internal static class ResultListNames
{
    public static string Title(this ResultList list) => list switch { ResultList.Passed => "通过人员名单", ResultList.NotPassed => "未通过人员名单", ResultList.Document => "发文名单", _ => "证书领取表" };
}
