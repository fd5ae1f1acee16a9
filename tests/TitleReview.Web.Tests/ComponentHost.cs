using System.Globalization;
using System.Net;
using System.Runtime.ExceptionServices;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.AspNetCore.Components.RenderTree;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using TitleReview.Web.Hosting;
using TitleReview.Web.Shell;

namespace TitleReview.Web.Tests;

/// <summary>Renders a component without a browser or a package: elements by CSS selector, events by name.</summary>
public sealed class ComponentHost(IServiceProvider services) : Renderer(services, NullLoggerFactory.Instance)
{
    private static readonly HashSet<string> Void = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"];
    private int _root;

    public ComponentHost() : this(Services()) { }

    public override Dispatcher Dispatcher { get; } = Dispatcher.CreateDefault();

    public string Html
    {
        get
        {
            var html = new StringBuilder();
            Write(html, _root);
            return html.ToString();
        }
    }

    public IDocument Document => new HtmlParser().ParseDocument("<!DOCTYPE html><body>" + Html);

    public string Text => string.Join(' ', Document.Body!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public static async Task<ComponentHost> Render<T>(params (string Name, object? Value)[] parameters) where T : IComponent
    {
        var host = new ComponentHost();
        await host.Dispatcher.InvokeAsync(() =>
        {
            host._root = host.AssignRootComponentId(host.InstantiateComponent(typeof(T)));
            return host.RenderRootComponentAsync(host._root, ParameterView.FromDictionary(parameters.ToDictionary(p => p.Name, p => p.Value)));
        });
        return host;
    }

    public static RenderFragment Words(string text) => builder => builder.AddContent(0, text);

    public IElement Find(string css) => Document.QuerySelector(css) ?? throw new InvalidOperationException($"no element '{css}' in\n{Html}");

    public bool Has(string css) => Document.QuerySelector(css) is not null;

    public Task Raise(string css, string on, EventArgs args) => Dispatcher.InvokeAsync(() =>
        DispatchEventAsync(ulong.Parse(Find(css).GetAttribute("data-on-" + on) ?? throw new InvalidOperationException($"'{css}' has no @on{on}"), CultureInfo.InvariantCulture), null, args, waitForQuiescence: true));

    public Task Click(string css) => Raise(css, "click", new MouseEventArgs());

    public Task Change(string css, string value) => Raise(css, "change", new ChangeEventArgs { Value = value });

    protected override void HandleException(Exception exception) => ExceptionDispatchInfo.Throw(exception);

    protected override Task UpdateDisplayAsync(in RenderBatch renderBatch) => Task.CompletedTask;

    protected override IComponent ResolveComponentForRenderMode(Type componentType, int? parentComponentId, IComponentActivator componentActivator, IComponentRenderMode renderMode) =>
        componentActivator.CreateInstance(componentType);

    private static ServiceProvider Services() => new ServiceCollection()
        .AddSingleton<NavigationManager, OnePage>()
        .AddSingleton<AntiforgeryStateProvider, OneToken>()
        .AddSingleton<INavigationItems, OneItem>()
        .AddSingleton<IShellFacts, ClaimedFacts>()
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddSingleton<ErrorNumbers>()
        .BuildServiceProvider();

    private void Write(StringBuilder html, int componentId)
    {
        var frames = GetCurrentRenderTreeFrames(componentId);
        Write(html, frames, 0, frames.Count);
    }

    private void Write(StringBuilder html, ArrayRange<RenderTreeFrame> frames, int from, int to)
    {
        for (var i = from; i < to;)
        {
            ref var frame = ref frames.Array[i];
            i = frame.FrameType switch
            {
                RenderTreeFrameType.Element => WriteElement(html, frames, i),
                RenderTreeFrameType.Component => WriteComponent(html, frame, i),
                RenderTreeFrameType.Region => WriteRegion(html, frames, i),
                RenderTreeFrameType.Text => WriteText(html, WebUtility.HtmlEncode(frame.TextContent), i),
                RenderTreeFrameType.Markup => WriteText(html, frame.MarkupContent, i),
                _ => i + 1,
            };
        }
    }

    private int WriteComponent(StringBuilder html, RenderTreeFrame frame, int at)
    {
        Write(html, frame.ComponentId);
        return at + frame.ComponentSubtreeLength;
    }

    private int WriteRegion(StringBuilder html, ArrayRange<RenderTreeFrame> frames, int at)
    {
        var end = at + frames.Array[at].RegionSubtreeLength;
        Write(html, frames, at + 1, end);
        return end;
    }

    private static int WriteText(StringBuilder html, string text, int at)
    {
        html.Append(text);
        return at + 1;
    }

    private int WriteElement(StringBuilder html, ArrayRange<RenderTreeFrame> frames, int at)
    {
        var name = frames.Array[at].ElementName;
        var end = at + frames.Array[at].ElementSubtreeLength;
        var child = at + 1;
        html.Append('<').Append(name);
        for (; child < end && frames.Array[child].FrameType is RenderTreeFrameType.Attribute or RenderTreeFrameType.ElementReferenceCapture; child++)
            if (frames.Array[child].FrameType == RenderTreeFrameType.Attribute) WriteAttribute(html, frames.Array[child]);
        html.Append('>');
        if (Void.Contains(name)) return end;

        Write(html, frames, child, end);
        html.Append("</").Append(name).Append('>');
        return end;
    }

    private static void WriteAttribute(StringBuilder html, RenderTreeFrame attribute)
    {
        if (attribute.AttributeEventHandlerId > 0) html.Append(CultureInfo.InvariantCulture, $" data-on-{attribute.AttributeName[2..]}=\"{attribute.AttributeEventHandlerId}\"");
        else if (attribute.AttributeValue is true) html.Append(' ').Append(attribute.AttributeName);
        else if (attribute.AttributeValue is not (null or false)) html.Append(' ').Append(attribute.AttributeName).Append("=\"").Append(WebUtility.HtmlEncode(attribute.AttributeValue.ToString())).Append('"');
    }

    private sealed class OnePage : NavigationManager
    {
        public OnePage() => Initialize("http://localhost/", "http://localhost/filings/1");
    }

    private sealed class OneItem : INavigationItems
    {
        public Task<IReadOnlyList<NavGroup>> List(HttpContext? context) => Task.FromResult<IReadOnlyList<NavGroup>>([new(null, new NavItem("我的首页", Addresses.Home))]);
    }

    private sealed class OneToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => new("token-of-this-page", "__RequestVerificationToken");
    }
}
