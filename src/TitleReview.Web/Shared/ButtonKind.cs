namespace TitleReview.Web.Shared;

/// <summary>每页只有一个填色按钮（Primary）。</summary>
public enum ButtonKind { Plain, Primary, Danger }
