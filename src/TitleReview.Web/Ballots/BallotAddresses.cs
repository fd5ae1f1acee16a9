using TitleReview.App.Ballots;
using TitleReview.Domain;
using TitleReview.Domain.Ballots;
using TitleReview.Web.Meetings;
using TitleReview.Web.Shared;

namespace TitleReview.Web.Ballots;

/// <summary>表决各页的地址与叫法，只此一处。</summary>
public static class BallotAddresses
{
    public static string Rounds(MeetingId meeting) => $"{MeetingAddresses.Of(meeting)}/rounds";

    public static string Own(MeetingId meeting) => $"{MeetingAddresses.OwnOf(meeting)}/ballot";

    public static string Paper(MeetingId meeting, RoundPaper paper, int no = 0) =>
        paper == RoundPaper.Minutes ? $"{MeetingAddresses.Of(meeting)}/minutes.pdf" : $"{Rounds(meeting)}/{no}/{(paper == RoundPaper.Ballots ? "ballots" : "counts")}.pdf";

    public static Tone Tone(this RoundState state) => state switch { RoundState.Open => Shared.Tone.Running, RoundState.Entered => Shared.Tone.Waiting, RoundState.Closed => Shared.Tone.Done, _ => Shared.Tone.Quiet };

    public static string Result(this BallotCase one) => one.Passed switch { true => "通过", false => "不通过", _ => "" };

    /// <summary>表决的三项，交上来的写法一样长：请求的长短说不出选了什么。</summary>
    public static readonly IReadOnlyList<(string Mark, Domain.Ballots.Choice Choice)> Marks = [("1", Domain.Ballots.Choice.InFavour), ("2", Domain.Ballots.Choice.Against), ("3", Domain.Ballots.Choice.Abstained)];
}
