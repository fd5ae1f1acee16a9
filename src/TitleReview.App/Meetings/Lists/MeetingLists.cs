using Microsoft.EntityFrameworkCore;
using TitleReview.App.Ballots;
using TitleReview.App.Defences;
using TitleReview.App.Presenting;
using TitleReview.App.Storage;
using TitleReview.Documents.Letters;
using TitleReview.Documents.Profiles;
using TitleReview.Documents.Rosters;
using TitleReview.Documents.Work;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Domain.Meetings;
using TitleReview.Domain.Permissions;

namespace TitleReview.App.Meetings;

/// <summary>一次评审会的名单：待答辩人员名单、待表决名单、情况一览表、综合情况表（打印的一人一页）（S14）。通过、未通过的在评审结果里。</summary>
public enum MeetingList { ToDefend, ToVote, Overview, Profiles }

/// <summary>下载名单，打印件或电子表格；写着姓名的给评审办事机构，留一句审计；只有编号的可以发到会场。</summary>
[Does(Act.ReadMeetings)]
public sealed class ExportMeetingList(TenantSessions sessions, Vault vault, DocumentWorker worker)
{
    internal const string NotePrefix = "下载评审会的名单";

    /// <param name="named">写姓名；否则只写编号，认得出人的都没有。</param>
    public async Task<(byte[]? Bytes, string FileName, Refusal? Refusal)> Run(MeetingId id, MeetingList list, bool named, bool pdf, CancellationToken ct = default)
    {
        const string OfficeOnly = "有姓名，只给评审办事机构";
        TableSheet table;
        ProfileData? profiles = null;
        IReadOnlyList<TableSheet> tables;
        await using (var session = await sessions.Open(ct))
        {
            var meeting = await session.Meeting(id, ct);
            if (session.WhyNot(Act.ReadMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return (null, "", refusal);
            // 待答辩的只有有姓名的一种：没有姓名的，是贴在门口的安排表。
            if (list == MeetingList.ToDefend && !named) return (null, "", new NotFoundHere("份名单"));

            var roll = await session.Roll(id, ct);
            var office = await session.Db.Offices.Where(o => o.Id == meeting!.OfficeId).Select(o => o.Name).SingleAsync(ct);
            var people = list is MeetingList.ToVote or MeetingList.ToDefend ? [] : await session.Overview(vault, roll.Cases, named, ct);
            table = list == MeetingList.ToDefend ? await ToDefendList.Of(session, meeting!, office, ct)
                : list == MeetingList.ToVote ? await ToVote(session, meeting!, roll, office, named, ct) : OverviewColumn.Table(meeting!.Title, Line(office, people.Count, session.Now), people, named, session.Now.Instant);
            tables = list == MeetingList.Profiles ? Profile.Tables(table with { Title = $"{meeting!.Title}{list.Title()}" }, people, named) : [table];
            if (list == MeetingList.Profiles && pdf) profiles = new(list.Title(), $"{meeting!.Title}　{office}", named ? OfficeOnly : "", [.. people.Select(p => Profile.Of(p, named))], session.Now.Instant);
            if (named) session.Note($"{NotePrefix} {list} {id.Value}，{table.Rows.Count()} 人");
            if (named && await session.Save(ct) is { } failed) return (null, "", failed);
        }

        return (profiles is not null ? await ProfilePrinter.Print(profiles, worker, ct) : pdf ? await TablePrinter.Print(table, worker, mark: named ? OfficeOnly : "", ct: ct) : TableXlsx.Write(tables), $"{list.Title()}{(named ? "" : "（编号）")}.{(pdf ? "pdf" : "xlsx")}", null);
    }

    /// <summary>议程上没有撤下、没有一票否决、还没有开过票的。</summary>
    private static async Task<TableSheet> ToVote(TenantSession session, Meeting meeting, MeetingRoll roll, string office, bool named, CancellationToken ct)
    {
        var rounds = await session.Rounds(meeting.Id, ct);
        var (over, under) = (Of(r => r.State == RoundState.Closed), Of(r => r.IsUnderWay));
        over.UnionWith((await session.KnockOuts([.. roll.Cases.Select(c => c.FilingId)], ct)).Select(t => t.FilingId));
        var left = roll.Cases.Where(c => !over.Contains(c.FilingId)).ToList();
        var filings = (await session.AgendaFilings(left.Select(c => c.FilingId), ct)).ToDictionary(f => f.Id);
        List<(TableColumn Column, Func<MeetingCase, AgendaFiling, string> Value)> columns =
        [
            (new("议程", 14), (c, _) => $"{c.No}"),
            .. named ? [(new("姓名", 26), (_, f) => f.Applicant), (new("工作单位", 70, LeftAligned: true), (_, f) => f.Employer)] : new (TableColumn, Func<MeetingCase, AgendaFiling, string>)[] { (new("编号", 30), (_, f) => f.Code ?? "") },
            (new("专业", 36), (_, f) => f.Specialty), (new("级别", 22), (_, f) => f.Level), (new("组", 36), (c, _) => meeting.Groups.FirstOrDefault(g => g.No == c.GroupNo)?.Name ?? ""),
            (new("回避", 18), (c, _) => roll.For(c.FilingId).Recused is > 0 and var some ? $"{some} 位" : ""), (new("备注", 30), (c, _) => under.Contains(c.FilingId) ? "正在表决" : ""),
        ];
        return new("待表决名单", $"{meeting.Title}待表决名单", Line(office, left.Count, session.Now), [.. columns.Select(c => c.Column)], [.. left.Select(c => (IReadOnlyList<string>)[.. columns.Select(x => x.Value(c, filings[c.FilingId]))])], session.Now.Instant);

        HashSet<FilingId> Of(Func<BallotRound, bool> which) => [.. rounds.Where(which).SelectMany(r => r.Cases).Select(c => c.FilingId)];
    }

    internal static string Line(string office, int people, Moment now) => $"{office}　共 {people} 人　{now.Instant.Print()}";
}

/// <summary>委员看的情况一览表：签了承诺书、正开着会的，从自己的一席打开；回避的不在内，只有编号，页脚印着是印给哪位的。留痕。</summary>
[Does(Act.ReadOwnMeetings)]
public sealed class PrintOwnOverview(TenantSessions sessions, Vault vault, DocumentWorker worker)
{
    internal const string NotePrefix = "看情况一览表";

    public async Task<(byte[]? Pdf, Refusal? Refusal)> Run(MeetingId id, CancellationToken ct = default)
    {
        TableSheet table;
        OwnSeat? own;
        await using (var session = await sessions.Open(ct))
        {
            own = await session.SeatOf(id, ct);
            if (session.WhyNot(Act.ReadOwnMeetings, own) is { } refusal) return (null, refusal);
            if (own!.Seat.PledgedAt is null) return (null, new PledgeFirst(own.Seat.Name));
            if (own.Meeting.State != MeetingState.InSession) return (null, new MeetingNotInSession(own.Meeting.State));

            var people = await session.Overview(vault, await session.VisibleCases(own.Meeting, own.Seat, ct), named: false, ct);
            table = OverviewColumn.Table(own.Meeting.Title, session.Now.Instant.Print(), people, named: false, session.Now.Instant);
            session.Note($"{NotePrefix} {id.Value}");
            if (await session.Save(ct) is { } failed) return (null, failed);
        }

        return (await TablePrinter.Print(table, worker, mark: $"印给编号 {own.Seat.Code}，会后交回", ct: ct), null);
    }
}

/// <summary>评审会的文书的电子表格：会议议程、签到表；承诺书只有打印的。含委员姓名，留一句审计。</summary>
[Does(Act.ReadMeetings)]
public sealed class ExportMeetingPaper(TenantSessions sessions)
{
    public async Task<(byte[]? Xlsx, Refusal? Refusal)> Run(MeetingId id, MeetingPaper paper, CancellationToken ct = default)
    {
        await using var session = await sessions.Open(ct);
        var meeting = await session.Meeting(id, ct);
        if (session.WhyNot(Act.ReadMeetings, meeting?.OfficeId, "次评审会") is { } refusal) return (null, refusal);
        if (paper == MeetingPaper.Pledges) return (null, new NotFoundHere("份文书"));

        var sheets = await PrintMeetingPaper.Sheets(session, meeting!, paper, ct);
        session.Note($"打印评审会的文书 {paper} {id.Value}");
        return await session.Save(ct) is { } failed ? (null, failed) : (SheetXlsx.Write(sheets), null);
    }
}

internal static class MeetingListNames
{
    public static string Title(this MeetingList list) => list switch { MeetingList.ToDefend => "待答辩人员名单", MeetingList.ToVote => "待表决名单", MeetingList.Overview => "情况一览表", _ => "综合情况表" };
}
