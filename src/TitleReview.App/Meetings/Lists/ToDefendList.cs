using TitleReview.App.Defences;
using TitleReview.App.Storage;
using TitleReview.Documents.Rosters;
using TitleReview.Domain;
using TitleReview.Domain.Defences;
using TitleReview.Domain.Meetings;

namespace TitleReview.App.Meetings;

/// <summary>待答辩人员名单：照通知要答辩、没有免、没有否决、还没有答的，照时间排，没有排上的在后面。有姓名，所以没有盲评的编号。</summary>
internal static class ToDefendList
{
    public static async Task<TableSheet> Of(TenantSession session, Meeting meeting, string office, CancellationToken ct)
    {
        var board = await session.DefenceBoard(meeting, ct, alone: true);
        var people = board.People.Where(p => p.Case.IsLive && p.StillDefends).OrderBy(p => p.At?.From ?? DateTimeOffset.MaxValue).ThenBy(p => p.No).ToList();
        var filings = (await session.AgendaFilings(people.Select(p => p.Filing), ct)).ToDictionary(f => f.Id);
        List<(TableColumn Column, Func<DefencePerson, AgendaFiling, string> Value)> columns =
        [
            (new("议程", 14), (p, _) => $"{p.No}"), (new("姓名", 34), (_, f) => f.Applicant), (new("工作单位", 58, LeftAligned: true), (_, f) => f.Employer), (new("专业", 30), (_, f) => f.Specialty), (new("级别", 18), (_, f) => f.Level),
            (new("组", 24), (p, _) => board.GroupOf(p)), (new("时间", 54), (p, _) => p.At is { } at ? $"{at.Day.Print()} {at.PrintTimes()}" : ""), (new("号", 26), (p, _) => board.DoorNo(p)),
            (new("地点", 40), (p, _) => board.Place(p)), (new("情况", 18), (p, _) => p.Standing.Kind.Label()),
        ];
        return new("待答辩人员名单", $"{meeting.Title}待答辩人员名单", ExportMeetingList.Line(office, people.Count, session.Now), [.. columns.Select(c => c.Column)], [.. people.Select(p => (IReadOnlyList<string>)[.. columns.Select(x => x.Value(p, filings[p.Filing]))])], session.Now.Instant);
    }
}
