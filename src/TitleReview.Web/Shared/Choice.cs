namespace TitleReview.Web.Shared;

/// <param name="Value">提交的值。</param>
/// <param name="Text">给人看的字。</param>
public sealed record Choice(string Value, string Text)
{
    /// <summary>值就是字：固定措辞、县市名。</summary>
    public Choice(string text) : this(text, text) { }
}
