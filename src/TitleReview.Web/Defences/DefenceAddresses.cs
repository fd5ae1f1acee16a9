using TitleReview.App.Defences;
using TitleReview.Domain;
using TitleReview.Domain.Defences;
using TitleReview.Web.Meetings;
using TitleReview.Web.Shared;

namespace TitleReview.Web.Defences;

/// <summary>答辩各页的地址与叫法，只此一处。</summary>
public static class DefenceAddresses
{
    public static string Of(MeetingId meeting) => $"{MeetingAddresses.Of(meeting)}/defence";

    /// <summary>一票否决的测试：登记、核对。</summary>
    public static string Tests(MeetingId meeting) => $"{Of(meeting)}?tab=tests";

    public static string Own(MeetingId meeting) => $"{MeetingAddresses.OwnOf(meeting)}/defence";

    public static string Paper(MeetingId meeting, bool named, bool pdf) => $"{Of(meeting)}/{(named ? "office" : "door")}.{(pdf ? "pdf" : "xlsx")}";

    public static Tone Tone(this DefenceStandingKind kind) => kind switch
    {
        DefenceStandingKind.Done or DefenceStandingKind.Exempt => Shared.Tone.Done,
        DefenceStandingKind.Scheduled => Shared.Tone.Running,
        DefenceStandingKind.Absent => Shared.Tone.Returned,
        DefenceStandingKind.NotAsked => Shared.Tone.Quiet,
        _ => Shared.Tone.Waiting,
    };

    public static Tone Tone(this AgreedState state) => state switch { AgreedState.Waiting => Shared.Tone.Waiting, AgreedState.Agreed => Shared.Tone.Done, AgreedState.Refused => Shared.Tone.Returned, _ => Shared.Tone.Quiet };

    /// <summary>在哪里答：屋子，或视频。</summary>
    public static string Where(this DefenceSitting sitting) => sitting.IsVideo ? sitting.Room.Length > 0 ? $"视频，委员在{sitting.Room}" : "视频" : sitting.Room;
}
