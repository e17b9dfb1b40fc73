"""Links as people mistype them: brackets that make no link, addresses that lead nowhere.

Nothing here asks the network.
"""
