using TitleReview.App.Meetings;
using TitleReview.Domain;
using TitleReview.Domain.Meetings;
using TitleReview.Web.Shared;

namespace TitleReview.Web.Meetings;

/// <summary>评审会各页的地址与叫法，只此一处。</summary>
public static class MeetingAddresses
{
    public const string List = "/meetings", New = "/meetings/new", Own = "/my-meetings", Observed = "/observe";

    public static string Call(CommitteeId committee) => $"{New}?committee={committee.Value}";

    public static string Of(MeetingId id) => $"{List}/{id.Value}";

    public static string OwnOf(MeetingId id) => $"{Own}/{id.Value}";

    public static string ObservedOf(MeetingId id) => $"{Observed}/{id.Value}";

    public static string Sample(MeetingId id, string? number = null, int? size = null) => $"{ObservedOf(id)}/sample{(number is null ? "" : $"?number={number}&size={size}")}";

    public static string DrawLog(MeetingId id) => $"{ObservedOf(id)}/draw.txt";

    public static string Log(MeetingId id) => $"{ObservedOf(id)}/log";

    public static string Label(this LogKind kind) => kind switch
    {
        LogKind.Draw => "抽取", LogKind.Meeting => "评审会", LogKind.Seats => "席位与承诺书", LogKind.Presence => "签到", LogKind.Agenda => "议程与回避", LogKind.Rounds => "表决", LogKind.Incidents => "观察", _ => "文书",
    };

    public static string Paper(MeetingId id, MeetingPaper paper) => $"{Of(id)}/{paper switch { MeetingPaper.Agenda => "agenda.pdf", MeetingPaper.Attendance => "attendance.pdf", _ => "pledges.pdf" }}";

    public static string Label(this MeetingPaper paper) => paper switch { MeetingPaper.Agenda => "会议议程", MeetingPaper.Attendance => "签到表", _ => "保密与廉洁承诺书" };

    /// <summary>同一份文书的电子表格。</summary>
    public static string Table(string pdf) => $"{pdf[..^4]}.xlsx";

    public static string ListOf(MeetingId id, MeetingList list, bool named, bool pdf) => $"{Of(id)}/{list switch { MeetingList.ToVote => "to-vote", MeetingList.ToDefend => "to-defend", MeetingList.Overview => "overview", _ => "profiles" }}{(named ? "" : "-codes")}.{(pdf ? "pdf" : "xlsx")}";

    public static string Bundle(MeetingId id) => $"{Of(id)}/bundle.zip";

    public static string OwnOverview(MeetingId id) => $"{OwnOf(id)}/overview.pdf";

    /// <param name="observed">观察员看的；否则评审办事机构看的。</param>
    public static string Report(MeetingId id, bool observed) => $"{(observed ? ObservedOf(id) : Of(id))}/report";

    public static Tone Tone(this MeetingState state) => state switch { MeetingState.Planned => Shared.Tone.Waiting, MeetingState.InSession => Shared.Tone.Running, MeetingState.Closed => Shared.Tone.Done, _ => Shared.Tone.Quiet };
}
