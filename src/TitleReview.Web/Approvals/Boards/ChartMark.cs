using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace TitleReview.Web.Approvals;

/// <summary>图里的一个字：Razor 自己占着 text 这个名字，所以在这里写出来。</summary>
public sealed class ChartMark : ComponentBase
{
    [Parameter, EditorRequired] public int X { get; set; }
    [Parameter, EditorRequired] public int Y { get; set; }
    [Parameter, EditorRequired] public string Anchor { get; set; } = "";
    [Parameter, EditorRequired] public string Text { get; set; } = "";

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "class", "mark");
        builder.AddAttribute(2, "x", $"{X}");
        builder.AddAttribute(3, "y", $"{Y}");
        builder.AddAttribute(4, "text-anchor", Anchor);
        builder.AddContent(5, Text);
        builder.CloseElement();
    }
}
