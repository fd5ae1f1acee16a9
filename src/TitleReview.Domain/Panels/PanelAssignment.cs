using TitleReview.Domain.Committees;
using TitleReview.Domain.Meetings;

namespace TitleReview.Domain.Panels;

/// <summary>
/// 分派评议：一份案卷给本组至少几位不回避的委员，各人的份数尽量一样多。已经分的不动；同样的会场分出来的总是一样。
/// </summary>
public static class PanelAssignment
{
    /// <param name="size">每份至少几位。</param>
    /// <param name="already">分过的；其中有人后来回避的，另补一位。</param>
    /// <param name="away">会开了，没有交、人又不在场的：不再等他，另补在场的一位；他交了仍算。还没有开会的为空，在不在场都分。</param>
    /// <returns>新分的；凑不齐的，议程上第几位、差几位。</returns>
    public static (IReadOnlyList<PanelPlace> Added, Refusal? Short) Of(MeetingId meeting, MeetingRoll roll, int size, IReadOnlyCollection<PanelPlace> already, IReadOnlyCollection<PanelPlace>? away = null)
    {
        var load = roll.Seats.ToDictionary(s => s.ExpertId, s => already.Count(p => p.Expert == s.ExpertId));
        List<PanelPlace> added = [];
        foreach (var one in roll.Cases)
        {
            List<Seat> free = [.. roll.Seats.Where(s => (s.GroupNo is null || s.GroupNo == one.GroupNo) && !roll.IsRecused(one.FilingId, s.ExpertId))];
            var places = already.Where(p => p.Filing == one.FilingId && free.Any(s => s.ExpertId == p.Expert)).ToList();
            var has = places.Count(p => away?.Contains(p) is not true);
            List<ExpertId> chosen = [.. free.Where(s => places.All(p => p.Expert != s.ExpertId) && (away is null || roll.Here.Contains(s.ExpertId))).OrderBy(s => load[s.ExpertId]).ThenBy(s => s.Code, StringComparer.Ordinal).Take(Math.Max(0, size - has)).Select(s => s.ExpertId)];
            if (has + chosen.Count < size) return ([], away is null ? new PanelTooSmall(one.No, free.Count, size) : new PanelAway(one.No, size - has - chosen.Count));

            foreach (var expert in chosen)
            {
                load[expert]++;
                added.Add(new(meeting, one.FilingId, expert));
            }
        }

        return (added, null);
    }
}

public sealed record PanelTooSmall(int No, int Free, int Size) : Refusal($"议程第 {No} 位：本组不回避的委员只有 {Free} 位，评议要 {Size} 位。请把它换到别的组，或给这一组添委员。");
public sealed record PanelAway(int No, int Missing) : Refusal($"议程第 {No} 位：本组在场、不回避的委员里，还差 {Missing} 位可以补分。请本组的委员签到之后再补分，或请分到的委员交评议。");
public sealed record OpinionsMissing(int No, int Submitted, int Size) : Refusal($"议程第 {No} 位：书面评议交了 {Submitted} 份，要 {Size} 份，还不能表决。请各位先交评议意见；没有来的，到“评议”页补分给在场的委员；没有账号的，在那里照他签了名的纸录入。");
public sealed record NothingToAssign() : Refusal("每一份都已经分够了人，没有新分的。");
