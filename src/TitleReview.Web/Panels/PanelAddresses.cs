using TitleReview.Domain;
using TitleReview.Web.Meetings;

namespace TitleReview.Web.Panels;

/// <summary>评议各页的地址，只此一处。</summary>
public static class PanelAddresses
{
    public static string Of(MeetingId meeting) => $"{MeetingAddresses.Of(meeting)}/panels";

    public static string Own(MeetingId meeting) => $"{MeetingAddresses.OwnOf(meeting)}/reviews";

    public static string Own(MeetingId meeting, string code) => $"{Own(meeting)}/{code}";

    public static string Draft(MeetingId meeting, string code) => $"{Own(meeting, code)}/draft";
}
