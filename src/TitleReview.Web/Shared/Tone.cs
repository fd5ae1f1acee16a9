using TitleReview.Domain;
using TitleReview.Domain.Filings;
using TitleReview.Domain.Organizations;
using TitleReview.Domain.People;
using TitleReview.Domain.Portal;

namespace TitleReview.Web.Shared;

/// <summary>四种状态色与一种灰：待办、进行中、通过、退回、其余。颜色旁边总有字。</summary>
public enum Tone { Quiet, Waiting, Running, Done, Returned }

/// <summary>状态用什么颜色、叫什么。</summary>
public static class Tones
{
    public static string Css(this Tone tone) => tone switch
    {
        Tone.Waiting => "waiting",
        Tone.Running => "running",
        Tone.Done => "done",
        Tone.Returned => "returned",
        _ => "quiet",
    };

    public static (Tone Tone, string Text) Of(Enum status) => status switch
    {
        FilingStatus filing => (Of(filing), filing.Label()),
        RegistrationStatus registration => (Of(registration), registration.Label()),
        StaffStatus staff => (Of(staff), staff.Label()),
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "这种状态还没有定颜色。"),
    };

    public static Tone Of(AnnouncementState state) => state switch
    {
        AnnouncementState.Draft => Tone.Waiting,
        AnnouncementState.Published => Tone.Done,
        _ => Tone.Quiet,
    };

    private static Tone Of(FilingStatus status) => status switch
    {
        FilingStatus.Draft => Tone.Waiting,
        FilingStatus.InApproval => Tone.Running,
        FilingStatus.FormalityPassed => Tone.Done,
        FilingStatus.Returned or FilingStatus.NotAccepted => Tone.Returned,
        _ => Tone.Quiet,
    };

    private static Tone Of(RegistrationStatus status) => status switch
    {
        RegistrationStatus.Awaiting => Tone.Waiting,
        RegistrationStatus.Approved => Tone.Done,
        _ => Tone.Returned,
    };

    private static Tone Of(StaffStatus status) => status switch
    {
        StaffStatus.Awaiting => Tone.Waiting,
        StaffStatus.Confirmed => Tone.Done,
        _ => Tone.Returned,
    };
}
