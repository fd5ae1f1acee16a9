using System.Net;
using System.Net.Sockets;

namespace TitleReview.App.Storage.Embedded;

/// <summary>Ports worth trying, on the loopback address only.</summary>
internal static class PortChoice
{
    private const int TriesAnywhere = 5;

    public static IEnumerable<int> Candidates(int first, int last)
    {
        if (first > 0) return Enumerable.Range(first, Math.Max(1, last - first + 1)).Where(IsFree);

        return Enumerable.Range(0, TriesAnywhere).Select(_ => Any());
    }

    /// <summary>Somebody may take a port between our look and the server's start: then the next one is tried.</summary>
    public static bool WasTaken(string serverSaid) =>
        serverSaid.Contains("could not bind", StringComparison.Ordinal)
        || serverSaid.Contains("could not create any TCP/IP sockets", StringComparison.Ordinal);

    private static int Any()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
