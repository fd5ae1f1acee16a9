using Microsoft.AspNetCore.Components;
using TitleReview.Domain;

namespace TitleReview.Web.Shared;

/// <summary>一栏：标签、提示、错误怎样连到输入框上。静态表单靠 name 提交，线路里用 @bind-Value。</summary>
public abstract class Field : ComponentBase
{
    /// <summary>提交时的 name，也是错误的键。</summary>
    [Parameter, EditorRequired] public string Name { get; set; } = "";

    /// <summary>错误的键与 name 不同时才给，如 name 带前缀 Input.。</summary>
    [Parameter] public string? Key { get; set; }
    [Parameter, EditorRequired] public string Label { get; set; } = "";
    [Parameter] public string? Value { get; set; }
    [Parameter] public EventCallback<string?> ValueChanged { get; set; }
    [Parameter] public string? Hint { get; set; }
    [Parameter] public string? Error { get; set; }
    [Parameter] public bool Required { get; set; }
    [Parameter] public bool Disabled { get; set; }

    [CascadingParameter(Name = FormErrors.Cascade)] private Refusal? Refusal { get; set; }

    internal string Id => "field-" + (Key ?? Name);
    internal string HintId => Id + "-hint";
    internal string ErrorId => Id + "-error";
    internal string CounterId => Id + "-counter";

    internal string? Wrong =>
        Error ?? (Refusal as InvalidInput)?.Errors.FirstOrDefault(e => e.Field == (Key ?? Name))?.Sentence;

    protected string? Invalid => Wrong is null ? null : "true";

    protected virtual string? DescribedBy => Joined(Wrong is null ? null : ErrorId, Hint is null ? null : HintId);

    protected Task Changed(ChangeEventArgs change) => ValueChanged.InvokeAsync(Value = change.Value?.ToString());

    protected static string? Joined(params string?[] ids) =>
        string.Join(' ', ids.OfType<string>()) is { Length: > 0 } joined ? joined : null;
}
